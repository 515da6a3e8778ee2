#!/usr/bin/env bash
# Every engine that judges CloudFormation, over the shipped countries and the matrix: strict CloudFormation validation
# and cdk-nag in one process, then cfn-lint, each shape of template once, held to the regions it is for.
set -euo pipefail
cd "$(dirname "$0")/../.."
source test/support/python-tools.sh
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

node -r ./test/support/register.js test/matrix/engines.ts "$folder"
for regions in "$folder"/*/regions; do
  find "$(dirname "$regions")" -name '*.template.json' -print0 |
    xargs -0 -n 20 echo cfn-lint --non-zero-exit-code informational --regions $(<"$regions") --
done | xargs -P "$(nproc)" -I{} bash -c '{}'
echo "$(cfn-lint --version): no error, no warning"
