#!/usr/bin/env bash
# Erlang's httpc: the ssl option of a request counts only if that request opens the connection.
#
# Versions: Debian 12 erlang-inets and erlang-ssl 1:25.2.3+dfsg-1+deb12u4, openssl 3.0.19; Node 20.20.2 as the server.
# Guess:    {ssl, [...]} is an option of the request, so each request is made with the certificate that it names.
# Seen:     httpc keeps connections by host and port within a profile. The second request, with another certfile in its ssl option,
#           goes over the connection of the first and speaks as "first"; even one without any certificate is let in so. A profile
#           of its own (inets:start(httpc, [{profile, P}])) speaks as "second".
# Matters:  one node with two client certificates for one API host needs a profile each.
set -euo pipefail

folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
expect() { # expect WHAT SEEN EXPECTED
  echo "$1: $2"
  [ "$2" = "$3" ] || { echo "changed: $1 was \"$3\"" >&2; exit 1; }
}

dpkg-query -W erlang-inets erlang-ssl

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

cat >two.erl <<'END'
-module(two).
-export([main/1]).
main([Port]) ->
  {ok, _} = application:ensure_all_started(inets),
  {ok, _} = application:ensure_all_started(ssl),
  Trust = [{cacertfile, "ca.crt"}, {verify, verify_peer}],
  Pair = fun(Name) -> [{certfile, Name ++ ".crt"}, {keyfile, Name ++ ".key"} | Trust] end,
  Get = fun(Options, Profile) ->
    {ok, {{_, 200, _}, _, Body}} = httpc:request(get, {"https://localhost:" ++ Port ++ "/", []}, [{ssl, Options}], [], Profile),
    Body
  end,
  {ok, _} = inets:start(httpc, [{profile, other}]),
  [io:format("~s|", [Text]) || Text <- [
    Get(Pair("first"), default), Get(Pair("second"), default), Get(Trust, default), Get(Pair("second"), other)]],
  halt(0).
END
erlc two.erl

expect "first, second, no certificate, second in another profile" "$(erl -noshell -eval "two:main([\"$port\"])")" \
  "first on connection 1|first on connection 1|first on connection 1|second on connection 2|"
