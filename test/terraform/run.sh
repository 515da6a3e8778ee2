#!/usr/bin/env bash
# Real Terraform on the output of the shipped countries and the matrix, offline: a provider that serves only the schemas
# kept for the tests. Says plainly that it is skipped where Terraform is absent.
set -euo pipefail
cd "$(dirname "$0")/../.."
if ! command -v terraform >/dev/null; then
  echo "terraform is not here. SKIPPED: terraform validate. Both schemas were held to every file in npm test."
  exit 0
fi
terraform version | head -1
node -r ./test/support/register.js test/terraform/validate.ts
