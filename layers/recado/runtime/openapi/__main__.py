"""python -m recado.runtime.openapi functions.crm_api.app: prints the document of that app's routes."""

import importlib
import sys

from recado.runtime.openapi import document

module = importlib.import_module(sys.argv[1])
sys.stdout.write(document.text(module.app, module.TITLE))
