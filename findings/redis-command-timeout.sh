#!/usr/bin/env bash
# node-redis and ioredis: an option for a command's time, and a server that takes the command and is slow to answer.
#
# Versions: npm redis (node-redis) 6.3.1, ioredis 6.0.0; Debian redis-server 7.0.15; Node 20.20.2.
# Guess:    with 200 ms, both reject after 200 ms, and the command may have run or not.
# Seen:     node-redis's commandOptions.timeout counts only until the command is written to the socket. After that it is taken
#           away: the command waits as long as the server does, and then succeeds. ioredis's commandTimeout rejects after
#           200 ms with "Command timed out"; the server runs the command all the same.
# Matters:  whoever keeps a state machine in Redis gets no bound from the first, and from the second a rejection that must be
#           treated as "unknown". Neither can be taken for "it did not happen".
set -euo pipefail

folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
expect() { # expect WHAT SEEN EXPECTED
  echo "$1: $2"
  [ "$2" = "$3" ] || { echo "changed: $1 was \"$3\"" >&2; exit 1; }
}

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts redis@6.3.1 ioredis@6.0.0

port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
redis-server --port "$port" --bind 127.0.0.1 --save '' >redis.log &
server=$!
for _ in $(seq 100); do redis-cli -p "$port" ping 2>/dev/null | grep -q PONG && break; sleep 0.1; done

# The server holds every command for 1.5 s, then runs it. Prints the outcome, and whether it came before the server went on.
cat >wait.js <<'END'
const [library, port] = process.argv.slice(2)
const url = `redis://127.0.0.1:${port}`
async function clients() {
  if (library === "ioredis") {
    const { Redis } = require("ioredis")
    const [admin, caller] = [new Redis(url), new Redis(url, { commandTimeout: 200 })]
    await caller.ping()
    return { pause: () => admin.call("CLIENT", "PAUSE", "1500", "ALL"), increase: () => caller.incr(library), read: () => admin.get(library) }
  }
  const { createClient } = require("redis")
  const [admin, caller] = [createClient({ url }), createClient({ url, commandOptions: { timeout: 200 } })]
  await Promise.all([admin.connect(), caller.connect()])
  return { pause: () => admin.sendCommand(["CLIENT", "PAUSE", "1500", "ALL"]), increase: () => caller.incr(library), read: () => admin.get(library) }
}
async function main() {
  const { pause, increase, read } = await clients()
  await pause()
  const begun = Date.now()
  const outcome = await increase().then((value) => `answered ${value}`, (error) => `rejected "${error.message}"`)
  const when = Date.now() - begun < 1000 ? "early" : "with the server's answer"
  console.log(`${outcome}, ${when}; in Redis ${await read()}`)
  process.exit()
}
main()
END
expect 'node-redis, timeout 200' "$(node wait.js redis "$port")" "answered 1, with the server's answer; in Redis 1"
expect 'ioredis, commandTimeout 200' "$(node wait.js ioredis "$port")" 'rejected "Command timed out", early; in Redis 1'
