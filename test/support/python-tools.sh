# Source this from the project's folder: python3 and cfn-lint on the path are then those of the versions below, installed
# into .ci/venv where the machine has others or none.
PATH="$PWD/.ci/venv/bin:$PATH"
if ! command -v python3 >/dev/null; then
  echo "python3 is not here: cfn-lint and moto need it" >&2
  exit 1
fi
if ! python3 -c '
from importlib.metadata import version
import cfnlint, moto.moto_server.werkzeug_app
assert (version("cfn-lint"), version("moto")) == ("1.51.0", "5.2.1")' 2>/dev/null; then
  python3 -m venv .ci/venv
  .ci/venv/bin/pip install --quiet 'cfn-lint==1.51.0' 'moto[server]==5.2.1'
  hash -r
fi
