#!/usr/bin/env bash
# Real Terraform on the output, offline, on a provider that serves only the schemas kept for the tests:
# `run.sh validate` or `run.sh rehearse`. Where Terraform is absent it says that it is skipped.
set -euo pipefail
cd "$(dirname "$0")/../.."
if ! command -v terraform >/dev/null; then
  echo "terraform is not here. SKIPPED: terraform $1. Both schemas were held to every file in npm test."
  exit 0
fi
echo "$(terraform version 2>/dev/null | head -1), on a provider of the kept schemas"
node -r ./test/support/register.js "test/terraform/$1.ts"
