#!/usr/bin/env bash
# axios and fetch with a client certificate in a test environment with a DOM (jest's jsdom, vitest's jsdom and happy-dom).
#
# Versions: npm axios 1.21.1, undici 7.30.2, vitest 4.0.14, jest 30.2.0, jest-environment-jsdom 30.2.0, jsdom 26.1.0, happy-dom 20.14.6;
#           openssl 3.0.19; Node 20.20.2. The server's authority is trusted (NODE_EXTRA_CA_CERTS): only the client certificate counts.
# Guess:    axios takes XMLHttpRequest, so that httpsAgent is not read: ERR_NETWORK. `adapter: "http"` helps in each environment, and fetch
#           takes undici's dispatcher as it does without a DOM.
# Seen:     the first part is right everywhere. What helps is another thing in each environment, and the same name hides it:
#           jest's jsdom     `adapter: "http"` is ERR_NOT_SUPPORT ("not available in the build": jest loads the browser's file of axios),
#                            and there is no fetch. With customExportConditions for Node the adapter is back.
#           vitest's jsdom   the adapter helps, and fetch is Node's, which takes the dispatcher.
#           happy-dom        the adapter helps; fetch is happy-dom's, and ignores the dispatcher.
# Matters:  the code under test is right, and its call of an mTLS server fails with an error without a reason. The advice for one runner
#           is wrong in the other.
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
npm install --silent --no-audit --no-fund --ignore-scripts axios@1.21.1 undici@7.30.2 vitest@4.0.14 jest@30.2.0 jest-environment-jsdom@30.2.0 \
  jsdom@26.1.0 happy-dom@20.14.6
openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 2 -subj "/CN=a test CA" 2>/dev/null
issue() { # issue COMMON-NAME USAGE
  openssl req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" 2>/dev/null
  printf "subjectAltName=DNS:%s\nextendedKeyUsage=%s\n" "$1" "$2" >"$1.ext"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile "$1.ext" -out "$1.crt" 2>/dev/null
}
issue localhost serverAuth; issue first clientAuth

cat >server.js <<'END'
const { readFileSync, writeFileSync, renameSync } = require("node:fs")
const read = (name) => readFileSync(name)
const options = { key: read("localhost.key"), cert: read("localhost.crt"), ca: read("ca.crt"), requestCert: true, rejectUnauthorized: true }
const server = require("node:https").createServer(options, ({ socket }, answer) => {
  answer.setHeader("access-control-allow-origin", "*")
  answer.end(socket.getPeerCertificate().subject.CN)
})
server.listen(0, "127.0.0.1", () => {
  writeFileSync("port.new", String(server.address().port))
  renameSync("port.new", "port")
})
END
node server.js &
server=$!
for _ in $(seq 100); do [ -e port ] || sleep 0.1; done

export FOLDER="$folder" NODE_EXTRA_CA_CERTS="$folder/ca.crt"
cat >calls.js <<'END'
const { appendFileSync, readFileSync } = require("node:fs")
const { FOLDER } = process.env
const read = (name) => readFileSync(`${FOLDER}/${name}`)
test("calls the server", async () => {
  const url = `https://localhost:${read("port")}/`
  const own = { ca: read("ca.crt"), cert: read("first.crt"), key: read("first.key") }
  const httpsAgent = new (require("node:https").Agent)(own)
  const axios = require("axios")
  const ask = (more) => axios.get(url, { httpsAgent, ...more }).then((answer) => answer.data, (error) => error.code)
  const seen = [`axios ${await ask()}`, `adapter http ${await ask({ adapter: "http" })}`]
  if (typeof fetch === "undefined") seen.push("no fetch")
  else {
    const dispatcher = new (require("undici").Agent)({ connect: own })
    seen.push(`fetch ${await fetch(url, { dispatcher }).then((answer) => answer.text(), () => "failed")}`)
  }
  appendFileSync(`${FOLDER}/said`, seen.join(", "))
}, 60_000)
END
cp calls.js calls.test.js
{ echo 'import { createRequire } from "node:module"; const require = createRequire(`${process.env.FOLDER}/of.js`)'; cat calls.js; } >calls.spec.mjs
echo 'export default { test: { globals: true, include: ["calls.spec.mjs"] } }' >vitest.config.mjs
options='testEnvironment: "jsdom", testMatch: ["**/calls.test.js"]'
echo "module.exports = { $options }" >jest.config.js
echo "module.exports = { $options, testEnvironmentOptions: { customExportConditions: ['node', 'node-addons'] } }" >jest-for-node.config.js

said() { # said COMMAND...: what the test wrote
  : >said
  "$@" >log 2>&1 || { cat log >&2; exit 1; }
  cat said
}
expect 'vitest, node' "$(said npx --no-install vitest run --environment node)" 'axios first, adapter http first, fetch first'
expect 'vitest, jsdom' "$(said npx --no-install vitest run --environment jsdom)" 'axios ERR_NETWORK, adapter http first, fetch first'
expect 'vitest, happy-dom' "$(said npx --no-install vitest run --environment happy-dom)" 'axios ERR_NETWORK, adapter http first, fetch failed'
expect 'jest, jsdom' "$(said npx --no-install jest -c jest.config.js)" 'axios ERR_NETWORK, adapter http ERR_NOT_SUPPORT, no fetch'
expect 'jest, jsdom, conditions of Node' "$(said npx --no-install jest -c jest-for-node.config.js)" 'axios ERR_NETWORK, adapter http first, no fetch'
