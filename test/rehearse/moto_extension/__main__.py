"""moto_server with the extension: python -m moto_extension PORT. GET /rehearsal answers what was made and skipped."""

import json
import os
import sys

# Read when moto is imported: the managed policies of AWS that roles name.
os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from . import patches
from .engine import ENDPOINT, JOURNAL

port = int(sys.argv[1])
ENDPOINT["url"] = f"http://localhost:{port}"
patches.apply()
moto = DomainDispatcherApplication(create_backend_app)


def application(environ, start_response):
    if environ["PATH_INFO"] != "/rehearsal":
        return moto(environ, start_response)
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(JOURNAL).encode()]


make_server("127.0.0.1", port, application, threaded=True).serve_forever()
