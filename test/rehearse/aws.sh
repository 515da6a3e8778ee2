#!/usr/bin/env bash
# Rehearses the shipped countries' deployment on this machine: the real CDK CLI against moto_server.
set -euo pipefail
cd "$(dirname "$0")/../.."
source test/support/python-tools.sh
exec python3 -W ignore test/rehearse/aws.py
