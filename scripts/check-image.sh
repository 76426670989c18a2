#!/usr/bin/env bash
# Builds the image of Dockerfile on a base of Debian's packages and the npm package `node`, and runs it, and the services of
# compose.yaml, on a read-only root, with buildah and the kernel's namespaces: nothing of Docker is needed, but to be root on Linux.
#   scripts/check-image.sh [base.tar]     a root file system made before, to save a minute
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
for program in buildah mmdebstrap unshare ip; do command -v "$program" >/dev/null || missing+=("$program"); done
[ ${#missing[@]} -eq 0 ] || { echo "check-image needs ${missing[*]} (Debian: buildah mmdebstrap util-linux iproute2)" >&2; exit 1; }

scratch=$(mktemp -d)
export BUILDAH_ISOLATION=chroot STORAGE_DRIVER=vfs
buildah() { command buildah --root "$scratch/storage" --runroot "$scratch/run" --storage-driver vfs "$@"; }
cleanup() {
  buildah umount --all >/dev/null 2>&1 || true
  rm -rf "$scratch"
}
trap cleanup EXIT

tools=scripts/check-install/node_modules
[ -e "$tools/node22/bin/node" ] || npm ci --prefix scripts/check-install --no-audit --no-fund >/dev/null

base=${1:-$scratch/base.tar}
[ -e "$base" ] || scripts/check-image/make-base.sh "$base"
# Those that this machine trusts: the build asks npm's registry.
authorities=/etc/ssl/certs/ca-certificates.crt
container=$(buildah from scratch)
buildah add "$container" "$base" / >/dev/null
buildah copy "$container" "$tools/node22/bin/node" /usr/local/bin/node >/dev/null
buildah copy "$container" "$tools/npm" /usr/local/lib/node_modules/npm >/dev/null
buildah copy "$container" "$authorities" "$authorities" >/dev/null
buildah run "$container" -- ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
buildah run "$container" -- chmod +x /usr/local/lib/node_modules/npm/bin/npm-cli.js
buildah config --env NODE_EXTRA_CA_CERTS=$authorities --env NPM_CONFIG_CAFILE=$authorities "$container"
buildah commit --quiet --rm "$container" localhost/base >/dev/null

buildah build --quiet --format docker --build-arg BASE=localhost/base --tag localhost/apps-in-toss-mock . >"$scratch/build.log" 2>&1 ||
  { cat "$scratch/build.log" >&2; exit 1; }

buildah inspect --type image localhost/apps-in-toss-mock |
  node -pe 'JSON.stringify(JSON.parse(require("fs").readFileSync(0)).Docker.config)' >"$scratch/config.json"
for name in base apps-in-toss-mock; do
  echo "$name: $(buildah images --json "localhost/$name" | node -pe 'JSON.parse(require("fs").readFileSync(0))[0].size')"
done
mock=$(buildah mount "$(buildah from localhost/apps-in-toss-mock)")
backend=$(buildah mount "$(buildah from localhost/base)")
# A network and mounts of their own: the ports are those of the image, and nothing is left behind.
unshare --net --mount -- sh -c 'ip link set lo up && ip address add 10.88.0.2/32 dev lo && exec "$@"' sh \
  node scripts/check-image/run.mjs "$scratch" "$mock" "$backend"
