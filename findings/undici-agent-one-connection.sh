#!/usr/bin/env bash
# undici's Agent with one connection: after one aborted request, each call has a TLS handshake of its own.
#
# Versions: npm undici 7.30.2; openssl 3.0.19; Node 20.20.2 on both sides.
# Guess:    an aborted request costs its connection; the next call opens another one, which the calls after it use again.
# Seen:     so it is with Pool({ connections: 1 }): five calls after the abort share one handshake. With Agent({ connections: 1 }) they
#           make five: no connection is kept any more.
# Matters:  over mutual TLS that is a full handshake for each call, after one timeout. Only a count of connections shows it.
set -euo pipefail

folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
expect() { # expect WHAT SEEN EXPECTED
  echo "$1: $2"
  [ "$2" = "$3" ] || { echo "changed: $1 was \"$3\"" >&2; exit 1; }
}

npm install --silent --no-audit --no-fund --ignore-scripts undici@7.30.2

openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 2 -subj "/CN=a test CA" 2>/dev/null
issue() { # issue COMMON-NAME USAGE
  openssl req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" 2>/dev/null
  printf "subjectAltName=DNS:%s\nextendedKeyUsage=%s\n" "$1" "$2" >"$1.ext"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile "$1.ext" -out "$1.crt" 2>/dev/null
}
issue localhost serverAuth; issue first clientAuth

cat >calls.js <<'END'
const { readFileSync } = require("node:fs")
const { Agent, Pool, request } = require("undici")
const read = (name) => readFileSync(name)
let connections = 0
const late = []
const options = { key: read("localhost.key"), cert: read("localhost.crt"), ca: read("ca.crt"), requestCert: true, keepAliveTimeout: 60_000 }
const server = require("node:https").createServer(options, (asked, answer) => {
  if (asked.url === "/late") late.shift()() // no answer: the caller gives up
  else answer.end()
})
server.on("secureConnection", () => connections++)
server.listen(0, "127.0.0.1", async () => {
  const origin = `https://localhost:${server.address().port}`
  const connect = { ca: read("ca.crt"), cert: read("first.crt"), key: read("first.key") }
  const dispatcher = {
    "Agent-1": () => new Agent({ connect, connections: 1 }),
    "Pool-1": () => new Pool(origin, { connect, connections: 1 }),
  }[process.argv[2]]()
  const call = async () => (await request(`${origin}/`, { dispatcher })).body.dump()
  const handshakesOfFive = async () => {
    const before = connections
    for (let n = 0; n < 5; n++) await call()
    return connections - before
  }
  const first = await handshakesOfFive()
  const giveUp = new AbortController()
  late.push(() => giveUp.abort())
  await request(`${origin}/late`, { dispatcher, signal: giveUp.signal }).catch(() => {})
  console.log(`${first} before, ${await handshakesOfFive()} after`)
  process.exit()
})
END

for dispatcher in Agent-1 Pool-1; do echo "$dispatcher: $(node calls.js $dispatcher)"; done >seen
expect "handshakes for five calls" "$(tr '\n' '|' <seen)" "Agent-1: 1 before, 5 after|Pool-1: 1 before, 1 after|"
