# Sourced by ./run and ./test: packages and the build. Expects to be in the folder of the project.

# Says what went wrong and what to do, and ends with the exit code for an unusable environment.
give_up() {
    printf '%s: %s\n' "$(basename "$0")" "$1" >&2
    exit 3
}

# install_packages [NAME...]: installs what is missing of these, by default of cmake/packages.txt, and asks nobody anything
# when nothing is.
install_packages() {
    local wanted installed missing
    [ $# != 0 ] || set -- $(grep -v '^#' cmake/packages.txt)
    wanted=$(printf '%s\n' "$@" | sort)
    installed=$(dpkg-query --show --showformat '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null |
        sed -n 's/^installed //p' | sort || true)
    missing=$(comm -23 <(echo "$wanted") <(echo "$installed") | tr '\n' ' ')
    [ -n "$missing" ] || return 0

    local as_root=()
    if [ "$(id -u)" != 0 ]; then
        if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
            as_root=(sudo)
        else
            give_up "these packages are missing: $missing
Let somebody who may install them run:  apt-get install --no-install-recommends $missing"
        fi
    fi
    echo "Installing $missing" >&2

    # A PostgreSQL that comes with us makes no cluster of its own on port 5432.
    if ! dpkg-query --show postgresql-common >/dev/null 2>&1 && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        "${as_root[@]}" mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' | "${as_root[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    local log
    log=$(mktemp)
    if ! {
        "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=300 update &&
            "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 \
                apt-get -o DPkg::Lock::Timeout=300 install --yes --no-install-recommends $missing
    } >"$log" 2>&1 </dev/null; then
        tail -n 20 "$log" >&2
        give_up "the packages could not be installed; the output of apt-get is in $log"
    fi
    rm -f "$log"
}

# build PRESET TARGET...: builds into build/PRESET, giving way to whatever else runs.
build() {
    local preset=$1
    shift
    if [ ! -e "build/$preset/build.ninja" ]; then
        echo "Building $preset; the first time takes minutes" >&2
        local said
        said=$(cmake --preset "$preset" 2>&1) || give_up "CMake could not set up build/$preset:
$said"
    fi
    local quiet=()
    [ -t 1 ] || quiet=(--quiet)
    NINJA_STATUS='[%f/%t] ' nice ninja -C "build/$preset" "${quiet[@]}" "$@" >&2 || give_up "build/$preset did not build"
}
