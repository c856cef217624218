# Sourced by ./run and ./test after cmake/setup.sh: Node and the page. Expects to be in the folder of the project.

node_wanted=22.12.0

# Whether a Node is at hand that the build of the page runs on.
node_is_new_enough() {
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null &&
        command -v npm >/dev/null
}

# Puts a Node into PATH: the machine's own, else one from npm in build/node. Debian 12 has version 18, which is too old to
# build the page and new enough to fetch another.
find_node() {
    node_is_new_enough && return 0
    if [ ! -x build/node/node_modules/node/bin/node ]; then
        # Not in cmake/packages.txt: a Node from elsewhere brings its own npm, which Debian's stands in the way of.
        command -v npm >/dev/null || install_packages nodejs npm
        echo "Fetching Node $node_wanted into build/node" >&2
        local said
        said=$(npm install --no-save --no-audit --no-fund --prefix build/node "node@$node_wanted" 2>&1) ||
            give_up "Node $node_wanted could not be fetched from npm; see to it that npm reaches its registry, or install
Node 20.19 or newer:
$said"
    fi
    PATH=$PWD/build/node/node_modules/node/bin:$PATH
    node_is_new_enough || give_up "build/node holds no usable Node; remove it and try again"
}

# Builds web/dist, and does nothing where it is what its sources make. The program embeds it: to be called before build.
build_page() {
    find_node
    local sources made
    sources=$(find api/openapi.json web -type f ! -path 'web/node_modules/*' ! -path 'web/dist/*' ! -path 'web/generated/*' |
        sort | xargs sha256sum | sha256sum)
    made=$(cat build/page.sources 2>/dev/null || true)
    [ "$sources" != "$made" ] || [ ! -e web/dist/index.html ] || return 0
    local log
    log=$(mktemp)
    (cd web && npm ci --omit-lockfile-registry-resolved && npm run build) >"$log" 2>&1 || {
        tail -n 30 "$log" >&2
        give_up "the page could not be built; all that was said is in $log"
    }
    rm -f "$log"
    mkdir -p build
    echo "$sources" >build/page.sources
}
