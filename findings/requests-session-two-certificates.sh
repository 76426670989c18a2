#!/usr/bin/env bash
# python requests: `cert` of a call counts only for the first call that a Session makes to a host.
#
# Versions: Debian 12 python3-requests 2.28.1+dfsg-1, python3-urllib3 1.26.12-1+deb12u4, openssl 3.0.19; Node 20.20.2 as the server.
# Guess:    a call with cert=second goes over the connection of the first while that is open; once it is closed, the next handshake
#           sends the certificate that the call names.
# Seen:     the pool of a Session is found by host alone. A call with cert=second, and one without cert, goes over the open connection
#           and speaks as "first", as guessed. But also when each answer closes the connection, the new handshake of the second call
#           sends the first certificate: the connection object is kept, and opens itself anew with the files it was made with.
#           A Session for each certificate is right.
# Matters:  one backend with two client certificates for one API host needs a Session each; closing connections does not help.
set -euo pipefail

folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
expect() { # expect WHAT SEEN EXPECTED
  echo "$1: $2"
  [ "$2" = "$3" ] || { echo "changed: $1 was \"$3\"" >&2; exit 1; }
}

dpkg-query -W python3-requests python3-urllib3
unset REQUESTS_CA_BUNDLE CURL_CA_BUNDLE # they would be stronger than session.verify

openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 2 -subj "/CN=a test CA" 2>/dev/null
issue() { # issue COMMON-NAME USAGE
  openssl req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" 2>/dev/null
  printf "subjectAltName=DNS:%s\nextendedKeyUsage=%s\n" "$1" "$2" >"$1.ext"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile "$1.ext" -out "$1.crt" 2>/dev/null
}
issue localhost serverAuth; issue first clientAuth; issue second clientAuth

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

cat >session.py <<'END'
import sys, requests
port, way = sys.argv[1:]
def session():
    made = requests.Session()
    made.verify = "ca.crt"
    return made
def get(using, name, headers={}):
    return using.get(f"https://localhost:{port}/", cert=name and (f"{name}.crt", f"{name}.key"), headers=headers).text
one = session()
if way == "one-session":
    said = [get(one, "first"), get(one, "second"), get(one, None)]
elif way == "closed-each-time":
    said = [get(one, name, {"connection": "close"}) for name in ("first", "second")]
else:
    said = [get(session(), name) for name in ("first", "second")]
print(" | ".join(said))
END

expect one-session "$(/usr/bin/python3 session.py "$port" one-session)" \
  "first on connection 1 | first on connection 1 | first on connection 1"
expect closed-each-time "$(/usr/bin/python3 session.py "$port" closed-each-time)" "first on connection 2 | first on connection 3"
expect session-each "$(/usr/bin/python3 session.py "$port" session-each)" "first on connection 4 | second on connection 5"
