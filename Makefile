# Each verb works from a clean clone with Python 3.11+ and make, and sets up what it needs.
PYTHON ?= python3
TOOLS := .local/tools
UV := $(TOOLS)/bin/uv
RUN := .venv/bin/python
STAMP := .venv/.synced
# Three at once on two cores: for most of their time tests wait for the product.
PYTEST := $(RUN) -m pytest -n 3 --dist loadfile --no-loadscope-reorder
APIS := admin_api crm_api
export UV_COMPILE_BYTECODE = 1

.DEFAULT_GOAL := help
.PHONY: help up demo self-check reset test test-quick test-full test-chaos test-containers test-web screenshots evals check format schema openapi bench clean

help: ## what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

up: $(STAMP) ## start everything here, play one conversation, print the addresses; Ctrl-C stops
	@exec $(RUN) -m infra.local.up up

demo: $(STAMP) ## start everything, play a scripted conversation of about ten turns, stop
	@exec $(RUN) -m infra.local.up demo

self-check: $(STAMP) ## start everything, play one conversation, stop
	@exec $(RUN) -m infra.local.up check

reset: $(STAMP) ## wipe the local data
	@exec $(RUN) -m infra.local.up reset

test: $(STAMP) ## every test that needs no Docker, of the generated ones a sample
	$(PYTEST)

test-quick: $(STAMP) ## what needs neither PostgreSQL nor the stack, in about a minute
	$(PYTEST) --quick tests/unit tests/contract

test-full: $(STAMP) ## every test that needs no Docker, the generated ones whole
	$(PYTEST) --full

test-web: $(STAMP) ## the web app in a browser, on the running product (needs Debian's chromium)
	WEB_JOURNEYS=1 $(RUN) -m pytest -rs tests/e2e/test_web_app.py

screenshots: $(STAMP) ## pictures of every page of the web app, of the product that is running; into .local/screenshots
	@exec $(RUN) -m infra.local.screenshots

evals: $(STAMP) ## play the agent's cases with a simulated model; MODEL=name: with a real one (also TRIALS, ONLY, LIES)
	@exec $(RUN) -m tests.evals $(if $(MODEL),--model $(MODEL)) $(if $(TRIALS),--trials $(TRIALS)) \
		$(if $(ONLY),--only $(ONLY)) $(if $(LIES),--lies $(LIES))

test-chaos: $(STAMP) ## only the fault tests
	$(RUN) -m pytest tests/chaos

test-containers: $(STAMP) ## build the images and run the journeys in containers (needs a Docker engine)
	$(RUN) -m pytest tests/containers

check: $(STAMP) ## format, lint, types, import contracts, template; of the web app also its unit tests and sizes
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/cfn-lint template.yaml infra/aws/web.yaml
	$(RUN) -m infra.local.web_app check

format: $(STAMP) ## put the code in its format
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

schema: $(STAMP) ## write infra/sql/schema.sql again, from the migrations
	$(RUN) -m infra.sql.schema

openapi: $(STAMP) ## write the API's documents again, from the code
	for name in $(APIS); do $(RUN) -m recado.runtime.openapi functions.$$name.app > .local/$$name.json && \
		mv .local/$$name.json functions/$$name/openapi.json || exit 1; done
	$(RUN) -m infra.local.web_types

bench: $(STAMP) ## measure; figures as JSON and a table
	$(RUN) -m tests.bench

clean: ## remove everything that was installed or made here
	rm -rf .venv .local

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Recado needs Python 3.11 or newer; this is " + sys.version.split()[0])'
	@echo "  · installing uv"
	@$(PYTHON) -m venv $(TOOLS)
	@$(TOOLS)/bin/pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'

$(STAMP): $(UV) pyproject.toml uv.lock
	@echo "  · installing what uv.lock names"
	@$(UV) sync --frozen --quiet --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')"
	@touch $@
