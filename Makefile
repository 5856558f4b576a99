# `make` alone prints what there is. Needs Python 3.11 or later, git and make; the rest is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -q
# The tests share two cores well; more workers than that wait for the database.
WORKERS ?= 2
# Tests go to whoever is free, in their order; those of one group stay together, for what they set up in common.
PARALLEL := -n $(WORKERS) --dist=loadgroup
# The tests start hundreds of processes; each would compile all of Django anew where this is set.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test check bench docs texts lock environment format style types rules test-sqlite test-postgres test-browser clients test-clients

help: ## print this
	@grep -hE "^[a-z-]+:.*## " $(MAKEFILE_LIST) | sed -E "s/^([a-z-]+):[^#]*## (.*)/make \1|\2/" | awk -F"|" '{ printf "  %-20s %s\n", $$1, $$2 }'

run: ## open a town of its own invention at http://localhost:8000
	@$(PYTHON) tools/bootstrap.py run
	@$(BIN)/worgl run

test: check test-sqlite test-postgres test-browser ## everything: check, both databases, a real browser

check: environment ## style, types, architecture, rules and reference pages; no database, under a minute
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target style types rules

style:
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet

types:
	@$(BIN)/mypy

rules:
	@$(PYTEST) --database=none $(PARALLEL)

test-sqlite: environment ## tests that need a database, on SQLite, and the slow ones
	@$(PYTHON) tools/bootstrap.py servers
	@$(PYTEST) --database=sqlite $(PARALLEL)

test-postgres: environment ## tests that need a database, on PostgreSQL, which is brought along
	@$(PYTEST) --database=postgres $(PARALLEL)

test-browser: environment ## pages in Chromium: both themes, phone and desk, accessibility
	@$(PYTHON) tools/bootstrap.py browser
	@$(PYTEST) --database=browser $(PARALLEL)

bench: environment ## measure the ledger against its databases; writes bench/results/
	@$(BIN)/python -m bench

clients: environment ## write clients/ from the document of the API; asks npm and the package index
	@$(BIN)/python -m tools.clients

test-clients: environment ## the clients as their generators make them, and TypeScript against a server; asks npm
	@$(PYTEST) --database=clients

docs: environment ## write docs/reference and the picture of the layers from the code
	@$(BIN)/python -m tools.docs
	@$(BIN)/python -m tools.layers

texts: environment ## gather the texts, keep the catalogues of the languages, compile them
	@$(BIN)/python -m tools.texts

lock: environment ## lock the packages anew, with hashes
	@$(BIN)/python -m tools.lock

format: environment ## lay the code out and mend what can be mended mechanically
	@$(BIN)/ruff check --fix --quiet || true
	@$(BIN)/ruff format --quiet

environment:
	@$(PYTHON) tools/bootstrap.py dev
