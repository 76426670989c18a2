#!/usr/bin/env bash
# node-redis and ioredis: a script that Redis has forgotten, among commands that are sent without waiting.
#
# Versions: npm redis (node-redis) 6.3.1, ioredis 6.0.0; Debian redis-server 7.0.15; Node 20.20.2.
# Guess:    both send EVALSHA, and EVAL when Redis answers NOSCRIPT. In ioredis's pipeline(), where the rest is already written, the
#           NOSCRIPT comes through. Everywhere else the order of the calls is kept.
# Seen:     the order is not kept. The commands called after the script have run by the time the EVAL is sent: pushes of 1, 2 (by the
#           script) and 3 give a list of 1 3 2, and every call succeeds. ioredis's pipeline() does the same, and answers 1, 3, 2 in
#           the places of 1, 2, 3. node-redis meets it with the first call of a script that this Redis has not seen yet: after every
#           restart. ioredis sends the first call of a connection as EVAL, so it meets it only after SCRIPT FLUSH.
# Matters:  one connection and calls in order are the usual grounds for "the second sees what the first has written". Once
#           in the life of a Redis that does not hold, without an error. In node-redis a MULTI keeps the order; in both, awaiting the
#           script does.
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

# push.js LIBRARY HOW STATE: what Redis knows of the script is STATE. Prints the answers, and the list in Redis.
cat >push.js <<'END'
const [library, how, state, port] = process.argv.slice(2)
const url = `redis://127.0.0.1:${port}`
const text = "return redis.call('RPUSH', KEYS[1], ARGV[1])"
async function ioredis() {
  const client = new (require("ioredis").Redis)(url)
  client.defineCommand("scripted", { numberOfKeys: 1, lua: text })
  await client.ping()
  const plain = () => Promise.all([client.rpush("list", "1"), client.scripted("list", "2"), client.rpush("list", "3")])
  const pipeline = async () =>
    (await client.pipeline().rpush("list", "1").scripted("list", "2").rpush("list", "3").exec()).map(([, answer]) => answer)
  return { push: { plain, pipeline }[how], once: () => client.scripted("other", "0"), ask: (...words) => client.call(...words) }
}
async function nodeRedis() {
  const { createClient, defineScript } = require("redis")
  const parseCommand = (parser, key, value) => {
    parser.pushKey(key)
    parser.push(value)
  }
  const scripted = defineScript({ NUMBER_OF_KEYS: 1, SCRIPT: text, parseCommand, transformReply: (reply) => reply })
  const client = createClient({ url, scripts: { scripted } })
  await client.connect()
  const plain = () => Promise.all([client.rPush("list", "1"), client.scripted("list", "2"), client.rPush("list", "3")])
  const multi = () => client.multi().rPush("list", "1").scripted("list", "2").rPush("list", "3").exec()
  return { push: { plain, multi }[how], once: () => client.scripted("other", "0"), ask: (...words) => client.sendCommand(words) }
}
async function main() {
  const { push, once, ask } = await { ioredis, "node-redis": nodeRedis }[library]()
  await ask("SCRIPT", "FLUSH")
  await ask("DEL", "list")
  if (state !== "new") await once()
  if (state === "flushed") await ask("SCRIPT", "FLUSH")
  const answers = await push()
  console.log(`answers ${answers.join(" ")}, list ${(await ask("LRANGE", "list", "0", "-1")).join(" ")}`)
  process.exit()
}
main()
END
for what in "ioredis plain" "ioredis pipeline" "node-redis plain" "node-redis multi"; do
  for state in new known flushed; do echo "$what, $state: $(node push.js $what $state "$port")"; done
done >seen
kept='answers 1 2 3, list 1 2 3' overtaken='answers 1 3 2, list 1 3 2'
cat >expected <<END
ioredis plain, new: $kept
ioredis plain, known: $kept
ioredis plain, flushed: $overtaken
ioredis pipeline, new: $kept
ioredis pipeline, known: $kept
ioredis pipeline, flushed: $overtaken
node-redis plain, new: $overtaken
node-redis plain, known: $kept
node-redis plain, flushed: $overtaken
node-redis multi, new: $kept
node-redis multi, known: $kept
node-redis multi, flushed: $kept
END
expect 'three pushes, the second by a script' "$(cat seen)" "$(cat expected)"
