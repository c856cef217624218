# Sourced by bench/run and bench/serve after cmake/setup.sh: rivals that are not among the packages of cmake/packages.txt.

# Installs what the rivals in JavaScript need, pinned by bench/node/package-lock.json, beside copies of them.
node_rivals=build/release/bench_node
install_node_rivals() {
    local said
    mkdir -p "$node_rivals"
    cp bench/node/* "$node_rivals"
    said=$(cd "$node_rivals" && npm ci --no-audit --no-fund 2>&1) || give_up "npm could not install what the rivals need:
$said"
}

# Sets nginx to the machine's own, else to one in build/nginx. It is unpacked there and not installed: installed, Debian
# starts it for everybody, on port 80.
find_nginx() {
    nginx=$(PATH=$PATH:/usr/sbin command -v nginx || true)
    [ -z "$nginx" ] || return 0
    nginx=$PWD/build/nginx/usr/sbin/nginx
    [ ! -x "$nginx" ] || return 0
    echo "Fetching nginx into build/nginx" >&2
    local said
    mkdir -p build/nginx
    said=$(cd build/nginx && apt-get download nginx 2>&1 && dpkg --extract nginx_*.deb .) && [ -x "$nginx" ] ||
        give_up "nginx could not be fetched from Debian; let somebody who may run  apt-get update  and try again:
$said"
}
