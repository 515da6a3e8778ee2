#!/usr/bin/env bash
# Rehearses the shipped countries' deployment: the real CDK CLI against moto_server on this machine. Needs Python 3.
set -euo pipefail
cd "$(dirname "$0")/../.."

has() { "$1" -c 'import cfnlint, moto.moto_server.werkzeug_app, yaml' 2>/dev/null; }
for python in .ci/venv/bin/python python3; do has "$python" && break; done
if ! has "$python"; then
  command -v python3 >/dev/null || { echo "python3 is not here: the rehearsal needs it, for moto" >&2; exit 1; }
  echo "installing moto 5.2.1 and cfn-lint 1.51.0 into .ci/venv"
  python3 -m venv .ci/venv && .ci/venv/bin/pip install --quiet 'moto[server]==5.2.1' 'cfn-lint==1.51.0'
  python=.ci/venv/bin/python
fi
exec "$python" -W ignore test/rehearse/aws.py
