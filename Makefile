SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# A start without compiled files takes seconds more, and tests start dozens of processes.
unexport PYTHONDONTWRITEBYTECODE

PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py
PORT ?= 8000
HOST ?= 127.0.0.1

.PHONY: help run test quick check fix screenshots bench lock install install-dev port-is-free

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

run: export VAR_DIR := $(or $(VAR_DIR),$(CURDIR)/var)
run: export SITE_URL := $(or $(SITE_URL),http://localhost:$(PORT))
run: export LOG_LEVEL := $(or $(LOG_LEVEL),WARNING)
run: export PYTHONWARNINGS := $(or $(PYTHONWARNINGS),ignore:You're running the worker with superuser privileges)
run: export LOCAL_MESSAGES := $(or $(LOCAL_MESSAGES),true)
run: port-is-free install ## install what is missing, load the demo once, serve on PORT (8000) with worker and beat
	@if [ -z "$${DATABASE_URL:-}" ] && [ ! -e "$$VAR_DIR/db.sqlite3" ]; then rm -f "$$VAR_DIR/demo-loaded"; fi
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) createcachetable
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@if [ ! -e "$$VAR_DIR/demo-loaded" ]; then $(MANAGE) load_demo && touch "$$VAR_DIR/demo-loaded"; else \
	  $(MANAGE) load_demo --print-sign-in; fi
	@$(MANAGE) serve --host $(HOST) --port $(PORT)

test: install-dev ## everything: on SQLite, then on PostgreSQL and Redis what depends on them
	$(PYTHON) -m tests.servers $(PYTHON) -m tests.suite

quick: install-dev ## the inner loop: no browser, nothing slow
	$(PYTHON) -m pytest --numprocesses 2 -m "not slow and not browser" --quiet

check: install-dev ## style, contracts, types, templates, migrations, deployment settings, translations
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports --no-logo
	.venv/bin/mypy
	.venv/bin/djlint --lint --quiet templates
	$(PYTHON) -m pytest --quiet tests/test_order.py tests/test_messages.py tests/test_deployment.py

fix: install-dev ## mend what tools can mend
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

screenshots: install-dev ## every screen into var/screenshots
	$(PYTHON) -m tests.screenshots
	$(PYTHON) -m tests.paper_pictures

bench: install-dev ## what pages, exams, prints and releases cost: a table, and var/bench.json
	$(PYTHON) -m benchmarks

lock: install-dev ## lock the newest releases that pyproject.toml allows
	uv=$$(uv --version >/dev/null 2>&1 && echo uv || echo .uv/bin/uv)
	$$uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links \
	  pyproject.toml --extra postgres --extra redis --output-file requirements.txt
	$$uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	  pyproject.toml --extra postgres --extra redis --group dev --constraint requirements.txt --output-file requirements-dev.txt

install:
	@scripts/install run

install-dev:
	@scripts/install dev

port-is-free:
	@if (exec 3<>/dev/tcp/127.0.0.1/$(PORT)) 2>/dev/null; then echo "Port $(PORT) is taken. Stop what runs there, or take another one: make run PORT=$$(($(PORT) + 1))"; exit 1; fi
