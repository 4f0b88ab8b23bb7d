# Everything that a person types. `make` alone says what there is.
#
# Needs Python 3.11 or newer and make; nothing else is installed by hand. The environment is made in .venv from the
# hash-pinned lock, and made again only when the lock or pyproject.toml has changed.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
USER_STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
PEERS := .venv-peers
PEERS_STAMP := $(PEERS)/.installed
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

# A run against one server for all (DATABASE_URL) is a run without workers: see conftest.py.
WORKERS ?= $(if $(DATABASE_URL),0,2)
PORT ?=
ARGS ?=
PYTEST_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help install run test check types contracts texts assets docs browser bench bench-identity torture kill undo spark lock generate clean

help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /make \1\t/' | expand -t 22

install: $(USER_STAMP) ## Make the environment: .venv/bin/habitue

run: install ## Serve the house, with the demonstration house when it is empty (PORT=8000, ARGS=--no-demo)
	@exec $(BIN)/habitue run $(if $(PORT),--port $(PORT)) $(ARGS)

test: check browser ## Everything that CI runs: style, types, contracts, texts, assets, docs, tests
	@echo "tests"
	@$(BIN)/pytest -n $(WORKERS) $(PYTEST_ARGS)

check: $(DEV_STAMP) types contracts texts assets docs ## All of `make test` but the tests themselves

types: $(DEV_STAMP)
	@echo "style and types"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/mypy --no-error-summary conftest.py tests tools bench

contracts: $(DEV_STAMP) ## The four contracts of the house: floors, doors, purity, no cycles
	@echo "contracts"
	@$(BIN)/lint-imports --no-cache --no-logo >$(VENV)/contracts.log || { cat $(VENV)/contracts.log; exit 1; }

texts: $(DEV_STAMP)
	@echo "texts"
	@$(BIN)/python tools/messages.py --check >$(VENV)/texts.log || { cat $(VENV)/texts.log; exit 1; }

assets: $(DEV_STAMP)
	@echo "assets"
	@$(BIN)/python tools/build_assets.py --check

docs: $(DEV_STAMP) ## Build the documentation into site/
	@echo "documentation"
	@$(BIN)/zensical build --clean --strict >$(VENV)/docs.log 2>&1 || { cat $(VENV)/docs.log; exit 1; }

# Tests in a real browser use the system's Chromium.
browser: $(DEV_STAMP)
	@command -v chromium >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "installing Chromium for the tests in a browser"; \
	  export DEBIAN_FRONTEND=noninteractive; \
	  { apt-get -qq update && apt-get -qq install --yes --no-install-recommends chromium; } >/dev/null; \
	else \
	  echo "The tests in a browser need the program \`chromium\`, which is not on this machine."; \
	  echo "Install it (Debian, Ubuntu: sudo apt install chromium; Fedora: sudo dnf install chromium; macOS:"; \
	  echo "brew install --cask chromium), or leave them out: make check && .venv/bin/pytest --ignore=tests/e2e"; \
	  exit 1; \
	fi

bench: install ## Measure an import beside a bare COPY of the same file (ARGS=--json)
	@$(BIN)/habitue bench import $(ARGS)

# The matchers that ours is measured beside have an environment of their own: nothing of them reaches the product.
bench-identity: install $(PEERS_STAMP) ## Measure our matching beside others (ARGS="--records 1000000 --only splink")
	@$(BIN)/habitue bench identity $(ARGS)

torture: $(DEV_STAMP) ## A long soak of broken and hostile files
	@$(BIN)/python -m tools.torture $(ARGS)

kill: $(DEV_STAMP) ## kill -9 at 200 random points of an import, and compare
	@$(BIN)/python tests/pipeline/kill.py --kills 200 $(ARGS)

# Spark is no part of the environment: SPARK says where pyspark was installed (python3 -m venv X && X/bin/pip install pyspark).
spark: $(DEV_STAMP) ## The SQL of matching on Spark and on DuckDB, row by row (SPARK=a venv with pyspark)
	@PYTHONPATH=src:.$(if $(SPARK),:$(wildcard $(SPARK)/lib/python3*/site-packages)) \
	  $(BIN)/python tests/pipeline/spark_twin.py $(ARGS)

undo: $(DEV_STAMP) ## 10,000 gestures among imports, all taken back; live and bulk, ids over models, on larger houses (STEPS=10000)
	@$(BIN)/pytest -n 0 -q -s tests/pipeline/undo_soak.py
	@PEOPLE=1500 $(BIN)/pytest -n 0 -q src/habitue/know/identity/tests/test_live_and_bulk.py
	@PEOPLE=5000 $(BIN)/pytest -n 0 -q src/habitue/know/identity/tests/test_persistence.py

generate: $(DEV_STAMP) ## Write anew what is made from the code: catalogues, built assets, reference pages
	@$(BIN)/python tools/messages.py
	@$(BIN)/python tools/build_assets.py
	@$(BIN)/python tools/reference_pages.py

lock: $(DEV_STAMP) ## Resolve the dependencies anew and pin them by hash
	@$(PIP) install uv
	@$(BIN)/python tools/lock.py

clean: ## Remove what can be made again; the data in var/ stay
	rm -rf $(VENV) $(PEERS) site dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests tools -name __pycache__ -type d -exec rm -rf {} +

$(USER_STAMP): requirements.txt pyproject.toml
	@[ -x $(BIN)/python ] || { python=$$(sh tools/find_python.sh) && echo "making .venv with $$python" && "$$python" -m venv $(VENV); }
	@echo "installing what Habitué needs"
	@$(PIP) install --require-hashes --requirement requirements.txt
	@$(PIP) install --no-deps --editable .
	@touch $@

$(DEV_STAMP): requirements-dev.txt $(USER_STAMP)
	@echo "installing what its tests need"
	@$(PIP) install --require-hashes --requirement requirements-dev.txt
	@touch $@

$(PEERS_STAMP): requirements-peers.txt
	@[ -x $(PEERS)/bin/python ] || { python=$$(sh tools/find_python.sh) && echo "making $(PEERS) with $$python" && "$$python" -m venv $(PEERS); }
	@echo "installing the matchers to measure beside ours"
	@$(PEERS)/bin/python -m pip --disable-pip-version-check -qq install --require-hashes --requirement requirements-peers.txt
	@touch $@
