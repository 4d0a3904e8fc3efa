# shellcheck shell=sh disable=SC2034 # the lists are used where this is sourced
# Sourced by ./run and ./test: the Debian packages they need, and how what is
# missing gets installed. POSIX sh; the caller stands in the project's root.

PACKAGES_BUILD='gcc g++ libc6-dev cmake ninja-build pkg-config ca-certificates tzdata
libevent-dev libsqlite3-dev libical-dev libjansson-dev libesmtp-dev libssl-dev
libsodium-dev libqrencode-dev zlib1g-dev libcurl4-openssl-dev libcjose-dev
libcadical-dev'

PACKAGES_TEST='libcmocka-dev clang libclang-rt-dev llvm clang-format python3
python3-aiosmtpd python3-vobject python3-dateutil python3-jsonschema python3-pyzbar libxml2-utils clasp khal vdirsyncer curl
chromium-headless-shell chromium-sandbox fonts-liberation'

PACKAGES_BENCH='nginx wrk'

NODE_OLDEST=18

stop_with() {
    status=$1
    shift
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit "$status"
}

# Node and npm from wherever they are, if new enough; Debian's otherwise.
packages_node() {
    if command -v node >/dev/null && command -v npm >/dev/null; then
        version=$(node -p 'process.versions.node.split(".")[0]')
        [ "$version" -ge "$NODE_OLDEST" ] ||
            stop_with 3 "the node on your PATH is version $version; $NODE_OLDEST or newer is needed"
    else
        echo 'nodejs npm'
    fi
}

# packages_missing NAME…: those that dpkg does not hold, one a line.
packages_missing() {
    for package in "$@"; do
        state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) || state=
        [ "$state" = installed ] || echo "$package"
    done
}

# packages_install NAME…: asks for root only when something is missing.
packages_install() {
    if ! command -v dpkg-query >/dev/null; then
        echo "This is not Debian, so nothing is installed. Needed are what Debian calls: $*" >&2
        return
    fi
    # shellcheck disable=SC2046 # names have no blanks
    set -- $(packages_missing "$@")
    [ $# -gt 0 ] || return 0
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            stop_with 3 "packages are missing; as root, type: apt-get install --no-install-recommends $*"
        as_root='sudo'
    fi
    echo "Installing from Debian (build/packages.log): $*"
    mkdir -p build
    {
        $as_root apt-get update &&
            $as_root env DEBIAN_FRONTEND=noninteractive \
                apt-get install -y --no-install-recommends "$@"
    } >build/packages.log 2>&1 || {
        tail -n 20 build/packages.log >&2
        stop_with 3 "apt-get could not install: $*"
    }
}

# build_preset NAME [TARGET…]: configures build/NAME and builds it. A checkout
# that was moved is configured afresh.
build_preset() {
    preset=$1
    shift
    fresh=
    cache=build/$preset/CMakeCache.txt
    if [ -f "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$cache"; then
        fresh=--fresh
    fi
    mkdir -p build
    # shellcheck disable=SC2086 # empty when not needed
    cmake $fresh --preset "$preset" >"build/$preset.configure.log" 2>&1 || {
        cat "build/$preset.configure.log" >&2
        stop_with 3 "cmake could not configure build/$preset"
    }
    cmake --build "build/$preset" ${1:+--target "$@"} || stop_with 1 "build/$preset does not build"
}
