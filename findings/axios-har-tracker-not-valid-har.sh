#!/usr/bin/env bash
# axios-har-tracker: the HAR of a plain GET, and of a refused TLS handshake, is not valid HAR.
#
# Versions: npm axios-har-tracker 0.8.0, axios 1.21.1, har-validator 5.1.5; openssl 3.0.19; Node 20.20.2.
# Guess:    a GET is recorded as valid HAR; a call without an answer has response.status 0, as browsers write it.
# Seen:     axios sets Content-Type to undefined where there is no body; the tracker writes {"name":"Content-Type"} without the value
#           that HAR demands. A refused handshake (the server wants a client certificate) has response.status "", a text where
#           HAR demands a number, and the alert's name is nowhere in the file. A POST that is answered is valid.
# Matters:  whoever reads such a HAR by HAR's rules refuses the file because of its most usual entry.
set -euo pipefail

folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
expect() { # expect WHAT SEEN EXPECTED
  echo "$1: $2"
  [ "$2" = "$3" ] || { echo "changed: $1 was \"$3\"" >&2; exit 1; }
}

npm install --silent --no-audit --no-fund --ignore-scripts axios-har-tracker@0.8.0 axios@1.21.1 har-validator@5.1.5

openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 2 -subj "/CN=a test CA" 2>/dev/null
issue() { # issue COMMON-NAME USAGE
  openssl req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" 2>/dev/null
  printf "subjectAltName=DNS:%s\nextendedKeyUsage=%s\n" "$1" "$2" >"$1.ext"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile "$1.ext" -out "$1.crt" 2>/dev/null
}
issue localhost serverAuth; issue first clientAuth

# Answers with the common name of the client certificate, and with the number of the connection.
cat >server.js <<'END'
const { readFileSync, writeFileSync, renameSync } = require("node:fs")
const tls = { key: readFileSync("localhost.key"), cert: readFileSync("localhost.crt"), ca: readFileSync("ca.crt") }
let connections = 0
const numbers = new WeakMap()
const answer = (request, response) =>
  response.end(`${request.socket.getPeerCertificate().subject.CN} on connection ${numbers.get(request.socket)}`)
const server = require("node:https").createServer({ ...tls, requestCert: true, rejectUnauthorized: true, keepAliveTimeout: 60_000 }, answer)
server.on("secureConnection", (socket) => numbers.set(socket, ++connections))
server.listen(0, "127.0.0.1", () => {
  writeFileSync("port.new", String(server.address().port))
  renameSync("port.new", "port")
})
END
node server.js &
server=$!
for _ in $(seq 100); do [ -e port ] || sleep 0.1; done
port=$(cat port)

cat >record.js <<'END'
const { readFileSync } = require("node:fs")
const { Agent } = require("node:https")
const axios = require("axios")
const { AxiosHarTracker } = require("axios-har-tracker")
const validate = require("har-validator")
const [port, method, pair] = process.argv.slice(2)
const certificate = pair ? { cert: readFileSync(`${pair}.crt`), key: readFileSync(`${pair}.key`) } : {}
const caller = axios.create({ httpsAgent: new Agent({ ca: readFileSync("ca.crt"), ...certificate }), proxy: false })
const tracker = new AxiosHarTracker(caller)
const say = async () => {
  const refused = await caller({ method, url: `https://localhost:${port}/`, ...(method === "post" && { data: { a: 1 } }) }).then(
    () => "answered", (error) => error.code)
  const har = tracker.getGeneratedHar()
  const judged = await validate.har(har).then(() => "valid", ({ errors }) => errors.map((e) => `${e.dataPath} ${e.message}`).join("; "))
  console.log(`${refused}; ${har.log.entries.length} entry; ${judged}`)
}
say()
END

expect POST "$(node record.js "$port" post first)" "answered; 1 entry; valid"
expect GET "$(node record.js "$port" get first)" \
  "answered; 1 entry; .log.entries[0].request.headers[1] should have required property 'value'"
expect refused "$(node record.js "$port" post)" \
  "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED; 1 entry; .log.entries[0].response.status should be integer"
