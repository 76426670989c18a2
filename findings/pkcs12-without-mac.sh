#!/usr/bin/env bash
# PKCS#12 without a MAC: which of Node's versions, Java and others read a client's key and certificate from it.
#
# Versions: npm node-forge 1.4.0, node 20.19.6, 22.23.3, 24.21.0; Debian openssl 3.0.19, openjdk 17.0.15,
#           libnss3-tools 3.87.1, python3-cryptography 38.0.4.
# Guess:    the MAC is optional in RFC 7292, so that all of them read such a file.
# Seen:     Node 20 throws "mac absent", an error without a code; Node 22 and 24 read the file. OpenSSL's command (of the same 3.0
#           as Node 20), Java and Python's cryptography read it; NSS does not. With a MAC all of them read it.
# Matters:  a file that Java or `openssl pkcs12 -info` shows to be right cannot be used as `pfx` in Node 20.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
expect() { # expect WHAT SEEN EXPECTED
  echo "$1: $2"
  [ "$2" = "$3" ] || { echo "changed: $1 was \"$3\"" >&2; exit 1; }
}

npm init -y >/dev/null
npm install --silent --no-audit --no-fund node-forge@1.4.0 node20@npm:node@20.19.6 node22@npm:node@22.23.3 node24@npm:node@24.21.0

openssl req -x509 -newkey rsa:2048 -nodes -keyout first.key -out first.crt -days 2 -subj "/CN=first" 2>/dev/null
cat >make.js <<'END'
const { readFileSync, writeFileSync } = require("node:fs")
const { pki, pkcs12, asn1 } = require("node-forge")
const certificate = pki.certificateFromPem(readFileSync("first.crt", "utf8"))
const key = pki.privateKeyFromPem(readFileSync("first.key", "utf8"))
for (const [name, useMac] of [["with", true], ["without", false]]) {
  const file = pkcs12.toPkcs12Asn1(key, [certificate], "secret", { algorithm: "aes256", useMac, friendlyName: "first" })
  writeFileSync(`${name}.p12`, Buffer.from(asn1.toDer(file).getBytes(), "binary"))
}
END
node make.js

cat >read.js <<'END'
try {
  require("node:tls").createSecureContext({ pfx: require("node:fs").readFileSync(process.argv[2]), passphrase: "secret" })
  console.log("read")
} catch (error) {
  console.log(`${error.message}, code ${error.code}`)
}
END
cat >read.py <<'END'
import sys
from cryptography.hazmat.primitives.serialization import pkcs12
key, certificate, _ = pkcs12.load_key_and_certificates(open(sys.argv[1], "rb").read(), b"secret")
print("read" if key and certificate else "not read")
END
said() { if "$@" 2>&1 | grep -q "${pattern:-.}"; then echo read; else echo 'not read'; fi; }
nss() {
  rm -rf store && mkdir store && certutil -N -d sql:store --empty-password
  if pk12util -i "$1" -d sql:store -W secret >/dev/null 2>&1; then echo read; else echo 'not read'; fi
}
for name in with without; do
  file=$name.p12
  [ $name = with ] && node20=read nss=read || { node20='mac absent, code undefined' nss='not read'; }
  expect "$name, Node 20" "$(node_modules/node20/bin/node read.js $file)" "$node20"
  expect "$name, Node 22" "$(node_modules/node22/bin/node read.js $file)" read
  expect "$name, Node 24" "$(node_modules/node24/bin/node read.js $file)" read
  expect "$name, openssl" "$(pattern='PRIVATE KEY' said openssl pkcs12 -in $file -passin pass:secret -nodes)" read
  expect "$name, Java" "$(pattern=PrivateKeyEntry said keytool -list -keystore $file -storetype PKCS12 -storepass secret)" read
  expect "$name, Python" "$(python3 read.py $file)" read
  expect "$name, NSS" "$(nss $file)" "$nss"
done
