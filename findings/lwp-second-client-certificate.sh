#!/usr/bin/env bash
# Perl's LWP with keep_alive: the second client certificate for a host is never sent.
#
# Versions: Debian 12 libwww-perl 6.68-1, liblwp-protocol-https-perl 6.10-1, libio-socket-ssl-perl 2.081-2, openssl 3.0.19;
#           Node 20.20.2 as the server.
# Guess:    a connection that was opened with another certificate is not used again: "second" is greeted as "second".
# Seen:     the cache of connections (keep_alive, conn_cache) knows scheme, host and port only. ssl_opts() with another
#           certificate changes nothing while the connection lives, and two LWP::UserAgent with certificates of their own that share
#           one LWP::ConnCache both speak as the first. Nothing warns. With keep_alive in each agent of its own, it is right.
# Matters:  one backend with two client certificates for one API host acts as the wrong one.
set -euo pipefail

folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
expect() { # expect WHAT SEEN EXPECTED
  echo "$1: $2"
  [ "$2" = "$3" ] || { echo "changed: $1 was \"$3\"" >&2; exit 1; }
}

dpkg-query -W libwww-perl liblwp-protocol-https-perl libio-socket-ssl-perl

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

cat >agent.pl <<'END'
use strict; use warnings; use LWP::UserAgent; use LWP::ConnCache;
my ($port, $way) = @ARGV;
my $tls = sub { (SSL_ca_file => 'ca.crt', SSL_cert_file => "$_[0].crt", SSL_key_file => "$_[0].key") };
my ($one, $cache) = (LWP::UserAgent->new(keep_alive => 4), LWP::ConnCache->new);
my %agent = (
  'one-agent'      => sub { $one->ssl_opts($tls->($_[0])); $one },
  'shared-cache'   => sub { LWP::UserAgent->new(conn_cache => $cache, ssl_opts => { $tls->($_[0]) }) },
  'cache-of-their-own' => sub { LWP::UserAgent->new(keep_alive => 4, ssl_opts => { $tls->($_[0]) }) },
);
print join(', ', map { "$_ is " . $agent{$way}->($_)->get("https://localhost:$port/")->decoded_content } qw(first second));
END

expect one-agent "$(perl agent.pl "$port" one-agent)" "first is first on connection 1, second is first on connection 1"
expect shared-cache "$(perl agent.pl "$port" shared-cache)" "first is first on connection 2, second is first on connection 2"
expect cache-of-their-own "$(perl agent.pl "$port" cache-of-their-own)" "first is first on connection 3, second is second on connection 4"
