#!/bin/sh
# Puts what was built where zuoquan.service looks for it: ./dev install calls it.
#
#   deploy/install.sh BUILD [ROOT]
#
# BUILD is a folder of a build, as build/release; ROOT stands before every path (for packages).
# Settings that are there already stay.
set -eu
cd "$(dirname "$0")/.."
build=${1:?"the folder of a build is missing, as build/release"}
root=${2:-}

for made in "$build/zuoquan" "$build/zuoquan-reader" web/dist/index.html; do
    [ -e "$made" ] || { echo "$made is not there; ./dev install builds it first" >&2; exit 1; }
done

put() { # put MODE FILE FOLDER
    mkdir -p "$root$3"
    install -m "$1" "$2" "$root$3/"
}

# Both in one folder: the server looks for its reader beside itself.
put 0755 "$build/zuoquan" /usr/lib/zuoquan
put 0755 "$build/zuoquan-reader" /usr/lib/zuoquan
mkdir -p "$root/usr/bin"
ln -sf ../lib/zuoquan/zuoquan "$root/usr/bin/zuoquan"

for folder in programmes web; do
    from=$folder
    [ $folder = web ] && from=web/dist
    rm -rf "$root/usr/share/zuoquan/$folder"
    mkdir -p "$root/usr/share/zuoquan/$folder"
    cp -R "$from/." "$root/usr/share/zuoquan/$folder"
done
chmod -R u=rwX,go=rX "$root/usr/share/zuoquan"

[ ! -e "$build/sbom.json" ] || put 0644 "$build/sbom.json" /usr/share/doc/zuoquan
put 0644 docs/operations.md /usr/share/doc/zuoquan
put 0644 docs/runbooks/restore.md /usr/share/doc/zuoquan
put 0644 docs/security.md /usr/share/doc/zuoquan
put 0644 deploy/README.md /usr/share/doc/zuoquan
for proxy in nginx caddy haproxy; do
    mkdir -p "$root/usr/share/doc/zuoquan/$proxy"
    install -m 0644 deploy/$proxy/* "$root/usr/share/doc/zuoquan/$proxy/"
done
put 0644 deploy/systemd/zuoquan.service /etc/systemd/system

settings=$root/etc/zuoquan/zuoquan.env
if [ ! -e "$settings" ]; then
    mkdir -p "$root/etc/zuoquan"
    umask 077
    cat >"$settings" <<'END'
# What zuoquan.service adds to its command line; `zuoquan serve --help` lists every option.
# Names of options must be whole, and no value may hold a blank.
ZUOQUAN_OPTIONS="--public-url https://vouchers.example.org"
END
fi
echo "installed under ${root:-/}; deploy/README.md says what comes next"
