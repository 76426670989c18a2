#!/usr/bin/env bash
# Makes the root file system on which check-image.sh builds: FILE, of the Debian that this machine takes its packages from.
set -euo pipefail
exec mmdebstrap --quiet --variant=minbase --include=ca-certificates bookworm "$1" /etc/apt/sources.list.d/*.sources
