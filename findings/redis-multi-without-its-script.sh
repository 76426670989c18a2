#!/usr/bin/env bash
# ioredis: a script of defineCommand inside multi(), after Redis has forgotten it.
#
# Versions: npm ioredis 6.0.0, redis (node-redis) 6.3.1 for comparison; Debian redis-server 7.0.15; Node 20.20.2.
# Guess:    EVALSHA is queued without a look at its hash, so that the first transaction after SCRIPT FLUSH has NOSCRIPT in its answer, with
#           the other commands done. ioredis learns of it, and the next transaction has the script again, as it is outside of multi().
# Seen:     the first half is right, the second is not: every transaction from then on does its other commands without the script, and
#           exec() resolves each time, with a null and an error side by side. It ends when the script is called once outside of
#           multi(), or on a new connection. ioredis looks for NOSCRIPT in the answer to the EVALSHA, and that was "QUEUED".
#           node-redis sends a script's text the first time in each MULTI: no NOSCRIPT.
# Matters:  a turn whose state is a SET and whose log is a script goes on with its state and without its log, until the process ends.
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

# Each turn sets the state to its number and appends it to the log by a script. Prints, for each, what exec() gave for the script.
cat >turns.js <<'END'
const [library, port] = process.argv.slice(2)
const url = `redis://127.0.0.1:${port}`
const text = "return redis.call('RPUSH', KEYS[1], ARGV[1])"
async function ioredis() {
  const client = new (require("ioredis").Redis)(url)
  client.defineCommand("append", { numberOfKeys: 1, lua: text })
  const turn = async (number) => {
    const [[, state], [error, length]] = await client.multi().set("state", number).append("log", number).exec()
    return `${state} ${error ? error.message.split(" ")[0] : length}`
  }
  return { turn, alone: () => client.append("log", "alone"), ask: (...words) => client.call(...words) }
}
async function nodeRedis() {
  const { createClient, defineScript } = require("redis")
  const parseCommand = (parser, key, value) => {
    parser.pushKey(key)
    parser.push(value)
  }
  const append = defineScript({ NUMBER_OF_KEYS: 1, SCRIPT: text, parseCommand, transformReply: (reply) => reply })
  const client = createClient({ url, scripts: { append } })
  await client.connect()
  const turn = async (number) => (await client.multi().set("state", number).append("log", number).exec()).join(" ")
  return { turn, alone: () => client.append("log", "alone"), ask: (...words) => client.sendCommand(words) }
}
async function main() {
  const { turn, alone, ask } = await { ioredis, "node-redis": nodeRedis }[library]()
  await ask("FLUSHALL")
  await ask("SCRIPT", "FLUSH")
  const said = [await turn("1")]
  await ask("SCRIPT", "FLUSH")
  for (const number of ["2", "3", "4"]) said.push(await turn(number))
  const [state, log] = [await ask("GET", "state"), await ask("LRANGE", "log", "0", "-1")]
  await alone()
  said.push(await turn("5"))
  console.log(`${said.join(", ")}; before the fifth: state ${state}, log ${log.join(" ")}`)
  process.exit()
}
main()
END
expect 'ioredis' "$(node turns.js ioredis "$port")" \
  'OK 1, OK NOSCRIPT, OK NOSCRIPT, OK NOSCRIPT, OK 3; before the fifth: state 4, log 1'
expect 'node-redis' "$(node turns.js node-redis "$port")" 'OK 1, OK 2, OK 3, OK 4, OK 6; before the fifth: state 4, log 1 2 3 4'
