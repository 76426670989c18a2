#!/usr/bin/env bash
# happy-dom: a client certificate that nobody gave it.
#
# Versions: npm happy-dom 21.0.4; openssl 3.0.19; Node 20.20.2 on both sides.
# Guess:    fetch in happy-dom knows neither the dispatcher nor the agent of the test, so that it sends no certificate, and a server that
#           demands one answers with the alert for that, certificate_required.
# Seen:     it sends one: happy-dom's fetch and XMLHttpRequest show every server that asks the same self-signed certificate, O=Happy DOM,
#           whose key is in the package. The server then does not miss a certificate, it refuses a foreign one: Node's closes the connection
#           without an alert, and the client says "socket hang up". The dispatcher with the right certificate is ignored without a word.
#           A server that asks and does not demand sees the stranger; node:https in the same process sends the test's own.
# Matters:  the log of the server speaks of a certificate of another authority, and one looks for a mix-up among one's own files.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
expect() { # expect WHAT SEEN EXPECTED
  echo "$1: $2"
  [ "$2" = "$3" ] || { echo "changed: $1 was \"$3\"" >&2; exit 1; }
}

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts happy-dom@21.0.4 undici@7.30.2

openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 2 -subj "/CN=a test CA" 2>/dev/null
issue() { # issue COMMON-NAME USAGE
  openssl req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" 2>/dev/null
  printf "subjectAltName=DNS:%s\nextendedKeyUsage=%s\n" "$1" "$2" >"$1.ext"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile "$1.ext" -out "$1.crt" 2>/dev/null
}
issue localhost serverAuth; issue first clientAuth

# calls.mjs DEMANDS: what each client sees of a server that asks for a certificate (and demands one it trusts, or not).
cat >calls.mjs <<'END'
import { readFileSync } from "node:fs"
import { createServer, get } from "node:https"
import { Window } from "happy-dom"
import { Agent } from "undici"
const read = (name) => readFileSync(name)
const rejectUnauthorized = process.argv[2] === "demands"
const options = { key: read("localhost.key"), cert: read("localhost.crt"), ca: read("ca.crt"), requestCert: true, rejectUnauthorized }
const server = createServer(options, ({ socket }, answer) => {
  const { CN, O } = socket.getPeerCertificate().subject ?? {}
  answer.setHeader("access-control-allow-origin", "*")
  answer.end(`sent ${CN ? `CN=${CN}` : O ? `O=${O}` : "none"}, ${socket.authorizationError ?? "trusted"}`)
})
server.listen(0, "127.0.0.1", async () => {
  const url = `https://localhost:${server.address().port}/`
  const own = { ca: read("ca.crt"), cert: read("first.crt"), key: read("first.key") }
  const window = new Window({ url })
  const last = (error) => error.message.split(": ").at(-1)
  const dispatcher = new Agent({ connect: own })
  const said = {
    fetch: await window.fetch(url, { dispatcher }).then((answer) => answer.text(), last),
    XMLHttpRequest: await new Promise((done) => {
      const request = new window.XMLHttpRequest()
      request.onload = () => done(request.responseText)
      request.onerror = () => done("error")
      request.open("GET", url)
      request.send()
    }),
    "node:https": await new Promise((done) => get(url, own, (answer) => answer.on("data", (text) => done(`${text}`))).on("error", (error) => done(last(error)))),
  }
  console.log(Object.entries(said).map(([client, what]) => `${client} ${what}`).join("; "))
  process.exit()
})
END
calls() { NODE_EXTRA_CA_CERTS=ca.crt node calls.mjs "$1" 2>/dev/null; }
expect 'a server that asks' "$(calls asks)" \
  'fetch sent O=Happy DOM, DEPTH_ZERO_SELF_SIGNED_CERT; XMLHttpRequest sent O=Happy DOM, DEPTH_ZERO_SELF_SIGNED_CERT; node:https sent CN=first, trusted'
expect 'a server that demands' "$(calls demands)" 'fetch socket hang up; XMLHttpRequest error; node:https sent CN=first, trusted'
