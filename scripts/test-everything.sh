#!/usr/bin/env bash
# Everything that there is to run, in full and without a limit of time. It goes on where something fails, and ends with a table, the
# counts, and 1 if anything failed.
set -uo pipefail
cd "$(dirname "$0")/.."
set -e
# shellcheck source=scripts/install-test-tools.sh
. scripts/install-test-tools.sh
set +e

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0
part() {
  local name=$1 begun=$SECONDS outcome=passed
  shift
  echo "=== $name"
  "$@" || { outcome=FAILED; failed=1; }
  printf '%-22s %-7s %5s s\n' "$name" "$outcome" $((SECONDS - begun)) >>"$folder/table"
}
reported() { echo --reporter=default --reporter=json "--outputFile.json=$folder/$1.json"; }

part typecheck npm run typecheck
part lint npm run lint
part check-package npm run check-package
part check-install npm run check-install
part recipes npm run recipes
part check-image npm run check-image
part five-minutes npm run five-minutes
part test:languages env CI=true npm run test:languages
# It is a backend full of mistakes: what is right is that they are found, which ends with 1.
finds_mistakes() { npm run example:wrong-partner; [ $? -eq 1 ]; }
part example:wrong-partner finds_mistakes
part attack npm run attack
# shellcheck disable=SC2046
part test:long npm run test:long -- $(reported long)
# shellcheck disable=SC2046
part test npm test -- $(reported suite)

echo '=== everything'
cat "$folder/table"
node scripts/count-tests.mjs "$folder/long.json" "$folder/suite.json"
exit "$failed"
