#!/usr/bin/env bash
# Playwright's clientCertificates in a browser context: what a test sees of the server's certificate, and of a server not trusted.
#
# Versions: npm playwright-core 1.65.1, Debian's chromium; openssl 3.0.19; Node 20.20.2 as the server.
# Guess:    response.securityDetails() and the HAR name the server's certificate and port; goto() rejects where the server's CA is
#           not trusted, as it does without clientCertificates.
# Seen:     for an origin with an entry the browser talks to a TLS server of Playwright's own. securityDetails() and the HAR name
#           that one's certificate (issuer "localhost", other dates) and another port than the URL. A server that is not trusted
#           is no failed navigation: goto() succeeds with a page of status 503.
# Matters:  a test that waits for goto() to throw passes over a broken TLS set-up, and a HAR tells of a certificate that the server
#           never had.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
expect() { # expect WHAT SEEN EXPECTED
  echo "$1: $2"
  [ "$2" = "$3" ] || { echo "changed: $1 was \"$3\"" >&2; exit 1; }
}

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts playwright-core@1.65.1

openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 2 -subj "/CN=a test CA" 2>/dev/null
issue() { # issue COMMON-NAME USAGE
  openssl req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" 2>/dev/null
  printf "subjectAltName=DNS:%s\nextendedKeyUsage=%s\n" "$1" "$2" >"$1.ext"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile "$1.ext" -out "$1.crt" 2>/dev/null
}
issue localhost serverAuth; issue first clientAuth

cat >look.js <<'END'
const { readFileSync } = require("node:fs")
const { createServer } = require("node:https")
const { chromium } = require("playwright-core")
const [entries, trust] = process.argv.slice(2)
const tls = { key: readFileSync("localhost.key"), cert: readFileSync("localhost.crt"), ca: readFileSync("ca.crt") }
const server = createServer({ ...tls, requestCert: true, rejectUnauthorized: entries === "own" }, (request, response) => {
  response.setHeader("content-type", "text/html")
  response.end("<p>the server's page</p>")
})
server.listen(0, "127.0.0.1", async () => {
  const { port } = server.address()
  const pair = { cert: readFileSync("first.crt"), key: readFileSync("first.key") }
  const origins = { none: [], own: [`https://localhost:${port}`] }[entries]
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] })
  const context = await browser.newContext({
    ...(origins.length > 0 ? { clientCertificates: origins.map((origin) => ({ origin, ...pair })) } : {}),
    ignoreHTTPSErrors: trust === "any",
    recordHar: { path: "out.har" },
  })
  const page = await context.newPage()
  let seen
  try {
    const response = await page.goto(`https://localhost:${port}/`)
    const { issuer } = await response.securityDetails()
    seen = `status ${response.status()}, issuer ${issuer}, port ${(await response.serverAddr()).port === port ? "its own" : "another"}`
  } catch (error) {
    seen = error.message.match(/net::\w+/)[0]
  }
  await context.close()
  const [entry] = JSON.parse(readFileSync("out.har", "utf8")).log.entries
  await browser.close()
  console.log(`${seen}; HAR: issuer ${entry?._securityDetails?.issuer}`)
  process.exit()
})
END
expect 'without an entry, any CA' "$(node look.js none any)" 'status 200, issuer a test CA, port its own; HAR: issuer a test CA'
expect 'without an entry, trusted CAs only' "$(node look.js none trusted)" 'net::ERR_CERT_AUTHORITY_INVALID; HAR: issuer undefined'
expect 'an entry for it, any CA' "$(node look.js own any)" 'status 200, issuer localhost, port another; HAR: issuer localhost'
expect 'an entry for it, trusted CAs only' "$(node look.js own trusted)" 'status 503, issuer localhost, port another; HAR: issuer localhost'
