#!/usr/bin/env bash
# Redis: a reader that waits for a stream's new entries while the stream is deleted and begun anew.
#
# Versions: Debian redis-server 7.0.15 and its redis-cli.
# Guess:    XREAD BLOCK with "$" waits for whatever is added next, so it gets the first entry of the new stream, or an error as XREADGROUP
#           does.
# Seen:     it gets neither. "$" was turned into the last id of the old stream, 5-0; the entries 1-0 to 5-0 of the new one wake nobody,
#           6-0 does, and the answer holds 6-0 alone. XREADGROUP, in the same place, is told at once: "UNBLOCKED the stream
#           key no longer exists".
# Matters:  ids that count turns begin at 1 again after a reset. Who waited across the reset misses as many turns as the old log had, and
#           sees no gap. XTRIM to nothing, in place of DEL, keeps the last id, so that the ids go on.
set -euo pipefail

folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
expect() { # expect WHAT SEEN EXPECTED
  echo "$1: $2"
  [ "$2" = "$3" ] || { echo "changed: $1 was \"$3\"" >&2; exit 1; }
}

port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
redis-server --port "$port" --bind 127.0.0.1 --save '' >redis.log &
server=$!
ask() { redis-cli -p "$port" "$@"; }
for _ in $(seq 100); do ask ping 2>/dev/null | grep -q PONG && break; sleep 0.1; done
waiting() { for _ in $(seq 100); do [ "$(ask INFO clients | tr -d '\r' | sed -n 's/^blocked_clients://p')" = "$1" ] && return; sleep 0.1; done; return 1; }

for number in 1 2 3 4 5; do ask XADD log "$number-0" turn "$number"; done >/dev/null
ask XGROUP CREATE log readers '$' >/dev/null
ask XREAD BLOCK 60000 STREAMS log '$' >alone &
reader=$!
waiting 1
ask XREADGROUP GROUP readers first BLOCK 60000 STREAMS log '>' >in-a-group 2>&1 &
member=$!
waiting 2

ask DEL log >/dev/null
wait "$member"
expect 'XREADGROUP, when the stream is deleted' "$(tr '\n' ' ' <in-a-group | sed 's/ *$//')" 'UNBLOCKED the stream key no longer exists'
for number in 1 2 3 4 5; do ask XADD log "$number-0" turn "new-$number"; done >/dev/null
expect 'entries of the new stream, and readers that still wait' "$(ask XLEN log) $(ask INFO clients | tr -d '\r' | sed -n 's/^blocked_clients://p')" '5 1'
ask XADD log 6-0 turn new-6 >/dev/null
wait "$reader"
expect 'XREAD, at last' "$(tr '\n' ' ' <alone | sed 's/ *$//')" 'log 6-0 turn new-6'
ask XTRIM log MAXLEN 0 >/dev/null
expect 'the last id, after XTRIM to nothing' "$(ask XINFO STREAM log | grep -A1 last-generated-id | tail -1)" 6-0
