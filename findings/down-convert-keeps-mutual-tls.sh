#!/usr/bin/env bash
# openapi-down-convert: an OpenAPI 3.1 document with a mutualTLS scheme, made into 3.0.
#
# Versions: npm @apiture/openapi-down-convert 0.14.2, @apidevtools/swagger-parser 13.0.0; Node 20.20.2.
# Guess:    3.0 has no mutualTLS, so that the tool says so, or takes the scheme and what requires it out.
# Seen:     it ends with 0 and without a word; the scheme stays in a document that says "openapi: 3.0.3", and no validator of
#           3.0 takes that. "webhooks", which 3.0 has not either, are taken out, without a word as well. The scheme taken out by
#           hand (its requirement too), the document is valid.
# Matters:  an API that demands a client certificate says so by this scheme; tools of 3.0 then refuse the whole document.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
expect() { # expect WHAT SEEN EXPECTED
  echo "$1: $2"
  [ "$2" = "$3" ] || { echo "changed: $1 was \"$3\"" >&2; exit 1; }
}

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @apiture/openapi-down-convert@0.14.2 @apidevtools/swagger-parser@13.0.0

cat >with.yaml <<'END'
openapi: 3.1.0
info: { title: an API behind mutual TLS, version: '1' }
servers: [{ url: https://localhost }]
security: [{ certificate: [] }]
paths:
  /status: { get: { operationId: status, responses: { '200': { description: it works } } } }
webhooks:
  paid: { post: { operationId: paid, responses: { '200': { description: taken } } } }
components:
  securitySchemes: { certificate: { type: mutualTLS } }
END
grep -vE '^(security|components|  securitySchemes)' with.yaml >without.yaml
cat >judge.js <<'END'
const parser = require("@apidevtools/swagger-parser")
parser.validate(process.argv[2]).then(
  () => console.log("valid"),
  (error) => console.log(/securitySchemes\/certificate\/type must be equal to one of the allowed values/.test(error.message) ? "the type of the scheme is refused" : error.message),
)
END
expect 'the document of 3.1' "$(node judge.js with.yaml)" valid
for name in with without; do
  expect "$name the scheme, converted" "$(npx openapi-down-convert --input $name.yaml --output $name.3.0.yaml 2>&1; echo $?)" 0
done
expect 'its version' "$(sed -n 's/^openapi: //p' with.3.0.yaml)" 3.0.3
expect 'its scheme' "$(sed -n 's/^ *type: //p' with.3.0.yaml)" mutualTLS
expect 'its webhooks' "$(grep -c webhooks with.3.0.yaml || true)" 0
expect 'with the scheme' "$(node judge.js with.3.0.yaml)" 'the type of the scheme is refused'
expect 'without the scheme' "$(node judge.js without.3.0.yaml)" valid
