#!/usr/bin/env bash
# A PostgreSQL of one's own for tests: in a folder below /tmp, reached by a socket there, run by an
# unprivileged user, as PostgreSQL demands. Its collation is not by code point, on purpose: what the
# store sorts must not depend on it.
#
#   test_cluster.sh start            prints the address to connect to
#   test_cluster.sh stop ADDRESS     ends it and removes its folder
#   test_cluster.sh halt ADDRESS MODE  ends it as `pg_ctl stop -m MODE` does; its data stay
#   test_cluster.sh crash ADDRESS    kills it without a word; `restart ADDRESS` starts it again
#   test_cluster.sh run COMMAND...   runs the command with ZQ_POSTGRESQL set to such an address
set -euo pipefail

programs=${ZQ_POSTGRESQL_PROGRAMS:-/usr/lib/postgresql/15/bin}
# fsync is off because a machine that loses power loses these data gladly; a killed server does not.
options="-c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=200
    -c shared_buffers=64MB -c log_min_messages=fatal -c autovacuum_naptime=10min"

as_nobody() {
    if ((EUID)); then
        "$@"
    else
        setpriv --reuid=nobody --regid=nogroup --clear-groups env HOME=/tmp "$@"
    fi
}

launch() {
    as_nobody "$programs/pg_ctl" -D "$1/data" -l "$1/log" -w -s \
        -o "$(tr '\n' ' ' <<<"$options") -k $1" start >/dev/null || { cat "$1/log" >&2 && return 1; }
}

start() {
    local folder
    cd /
    folder=$(as_nobody mktemp -d /tmp/zq-pg.XXXXXX)
    as_nobody chmod 755 "$folder"
    as_nobody "$programs/initdb" -D "$folder/data" -U zuoquan --auth=trust --no-sync \
        --encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=zh >"/dev/null"
    launch "$folder"
    printf '%s\n' "postgresql:///postgres?host=$folder&user=zuoquan"
}

folder_of() {
    local folder=${1#*host=}
    folder=${folder%%&*}
    [[ $folder == /tmp/zq-pg.* && -d $folder/data ]] ||
        { printf "%s\n" "'$1' is no address that 'start' has printed." >&2 && return 1; }
    printf '%s\n' "$folder"
}

stop() {
    local folder
    folder=$(folder_of "$1")
    cd /
    as_nobody "$programs/pg_ctl" -D "$folder/data" -m immediate -w -s stop || true
    rm -rf "$folder"
}

halt() {
    local folder
    folder=$(folder_of "$1")
    cd /
    as_nobody "$programs/pg_ctl" -D "$folder/data" -m "$2" -w -s stop
}

# The server and each of its processes, which otherwise would serve on for a moment.
crash() {
    local folder server pids pid
    folder=$(folder_of "$1")
    server=$(head -n 1 "$folder/data/postmaster.pid")
    pids=("$server")
    for pid in $(cd /proc && printf '%s\n' [0-9]*); do
        [[ $(parent_of "$pid") != "$server" ]] || pids+=("$pid")
    done
    as_nobody kill -9 "${pids[@]}" || true
    for pid in "${pids[@]}"; do
        while lives "$pid"; do sleep 0.05; done
    done
}

parent_of() { sed -nE 's/^PPid:\s+//p' "/proc/$1/status" 2>/dev/null || true; }
lives() { grep -qE '^State:\s+[^ZX]' "/proc/$1/status" 2>/dev/null; }

# The processes of a killed server take a moment to go.
restart() {
    local folder try
    folder=$(folder_of "$1")
    cd /
    for try in {1..50}; do
        launch "$folder" 2>/dev/null && return
        sleep 0.2
    done
    launch "$folder"
}

case ${1:-} in
    start) start ;;
    stop) stop "$2" ;;
    halt) halt "$2" "$3" ;;
    crash) crash "$2" ;;
    restart) restart "$2" ;;
    run)
        shift
        ZQ_POSTGRESQL=$("$0" start)
        export ZQ_POSTGRESQL
        trap '"$0" stop "$ZQ_POSTGRESQL"' EXIT
        "$@"
        ;;
    *) sed -n '2,/^set/p' "$0" | sed '/^set/d' >&2 && exit 2 ;;
esac
