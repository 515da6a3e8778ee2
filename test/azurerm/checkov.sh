#!/usr/bin/env bash
# Checkov over the Terraform of the shipped countries and the matrix: silent with the configuration that ships beside it,
# and without it no more than that explains.
set -euo pipefail
cd "$(dirname "$0")/../.."
VERSION=3.3.30
# An environment of its own: it pins libraries that the others pin otherwise.
checkov="$PWD/.ci/checkov/bin/checkov"
if [ "$("$checkov" --version 2>/dev/null)" != "$VERSION" ]; then
  python3 -m venv .ci/checkov
  .ci/checkov/bin/pip install --quiet "checkov==$VERSION"
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

node -r ./test/support/register.js test/azurerm/checkov.ts write "$folder"
scan() { "$checkov" --skip-download --directory "$folder/trees" --quiet --compact --output json "$@" 2>"$folder/errors" || [ $? -eq 1 ]; }
scan --config-file "$folder/config.yaml" >"$folder/with.json"
scan --framework terraform_json >"$folder/without.json"
node -r ./test/support/register.js test/azurerm/checkov.ts read "$folder/with.json" "$folder/without.json"
