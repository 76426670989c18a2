#!/usr/bin/env bash
# NODE_EXTRA_CA_CERTS that a test run sets for itself: it depends on pool and number of files whether tests trust the server.
#
# Versions: npm vitest 4.0.14, jest 30.2.0; openssl 3.0.19; Node 20.20.2.
# Guess:    Node reads the variable when a process starts. So what globalSetup (or vitest's test.env) sets is too late in vitest's
#           threads and in time in vitest's forks. jest starts processes for several files at most: one file alone is too late.
# Seen:     as guessed, and without a warning. vitest: forks (the default) trust the server, by globalSetup and by test.env; threads
#           refuse it, although process.env shows the variable there too. jest: two files in two workers trust it; one file with
#           the same command, and two with --runInBand, refuse it. The error is that of a CA that was never given.
# Matters:  a suite that passes as a whole fails as soon as one of its files is run alone.
set -euo pipefail

folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
expect() { # expect WHAT SEEN EXPECTED
  echo "$1: $2"
  [ "$2" = "$3" ] || { echo "changed: $1 was \"$3\"" >&2; exit 1; }
}

unset NODE_EXTRA_CA_CERTS
npm install --silent --no-audit --no-fund vitest@4.0.14 jest@30.2.0
openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 2 -subj "/CN=a test CA" 2>/dev/null
issue() { # issue COMMON-NAME USAGE
  openssl req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" 2>/dev/null
  printf "subjectAltName=DNS:%s\nextendedKeyUsage=%s\n" "$1" "$2" >"$1.ext"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile "$1.ext" -out "$1.crt" 2>/dev/null
}
issue localhost serverAuth

cat >server.js <<'END'
const { readFileSync, writeFileSync, renameSync } = require("node:fs")
const server = require("node:https").createServer({ key: readFileSync("localhost.key"), cert: readFileSync("localhost.crt") }, (_, answer) => answer.end())
server.listen(0, "127.0.0.1", () => {
  writeFileSync("port.new", String(server.address().port))
  renameSync("port.new", "port")
})
END
node server.js &
server=$!
for _ in $(seq 100); do [ -e port ] || sleep 0.1; done

export FOLDER="$folder"
cat >one.test.js <<'END'
const { appendFileSync, readFileSync } = require("node:fs")
const { FOLDER, NODE_EXTRA_CA_CERTS } = process.env
test("calls the server", () =>
  new Promise((done) => {
    const say = (what) => done(appendFileSync(`${FOLDER}/said`, `${NODE_EXTRA_CA_CERTS ? "set" : "unset"}, ${what}|`))
    require("node:https")
      .get(`https://localhost:${readFileSync(`${FOLDER}/port`)}/`, (answer) => answer.resume().on("end", () => say("trusted")))
      .on("error", (error) => say(error.code))
  }))
END
cp one.test.js two.test.js
echo 'module.exports = () => { process.env.NODE_EXTRA_CA_CERTS = `${process.env.FOLDER}/ca.crt` }' >setup.js
echo 'export default { test: { globals: true, globalSetup: "./setup.js" } }' >setup.config.mjs
echo 'export default { test: { globals: true, env: { NODE_EXTRA_CA_CERTS: `${process.env.FOLDER}/ca.crt` } } }' >env.config.mjs

said() { # said COMMAND...: what the tests wrote
  : >said
  "$@" >log 2>&1 || { cat log >&2; exit 1; }
  cat said
}
vitest() { said npx --no-install vitest run --config "$1.config.mjs" --pool "$2" one.test.js; }
jest() { said npx --no-install jest --globalSetup ./setup.js "$@"; }

refused='set, UNABLE_TO_VERIFY_LEAF_SIGNATURE|'
expect "vitest, globalSetup, forks" "$(vitest setup forks)" 'set, trusted|'
expect "vitest, globalSetup, threads" "$(vitest setup threads)" "$refused"
expect "vitest, test.env, forks" "$(vitest env forks)" 'set, trusted|'
expect "vitest, test.env, threads" "$(vitest env threads)" "$refused"
expect "jest, two files" "$(jest --maxWorkers 2 --cacheDirectory cache-of-two one.test.js two.test.js)" 'set, trusted|set, trusted|'
expect "jest, one file" "$(jest --maxWorkers 2 --cacheDirectory cache-of-one one.test.js)" "$refused"
expect "jest, two files, --runInBand" "$(jest --cacheDirectory cache-in-band --runInBand one.test.js two.test.js)" "$refused$refused"
