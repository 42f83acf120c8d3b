# What one types: `make run`, `make test`. Everything else here is what these two are made of.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.NOTPARALLEL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
JOBS ?= 2
PYTEST_OPTIONS ?=
OUTLETS ?= 120
DATABASE ?= sqlite
PARTS ?=

# What is fetched stays inside the repository, and a fetched Python is never swapped for another one.
export UV_CACHE_DIR := $(CURDIR)/.cache/uv
export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1
export npm_config_cache := $(CURDIR)/.cache/npm
export npm_config_update_notifier := false
export PATH := $(CURDIR)/.venv/bin:$(PATH)
unexport VIRTUAL_ENV

WEB := src/wangdian/entrypoints/web
WEB_SOURCES := $(shell find $(WEB) -type f -not -name '*.py' -not -name '*.html' -not -name '*.pyc')
WORDS := $(shell find src/wangdian/locale -name '*.po' 2>/dev/null)

.PHONY: help
help:  ## says what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | expand -t 20

.venv/.ready: pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=...")'
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv
	@test -x .venv/bin/uv || .venv/bin/python -m pip install --quiet --no-cache-dir --disable-pip-version-check 'uv>=0.13'
	@.venv/bin/uv sync --frozen --quiet
	@touch $@

node_modules/.ready: package.json package-lock.json
	@npm ci --no-audit --no-fund --loglevel=error
	@touch $@

build/.static: build.mjs node_modules/.ready $(WEB_SOURCES)
	@mkdir -p build
	@node build.mjs
	@touch $@

build/.words: .venv/.ready tools/translations.py tools/texts.py $(WORDS)
	@mkdir -p build
	@.venv/bin/python -m tools.translations compile
	@touch $@

.PHONY: setup
setup: .venv/.ready build/.static build/.words  ## fetches and builds what is missing, inside this folder

.PHONY: run
run: setup  ## serves the demo bank on this machine
	@bash tools/demo.sh
	@export WANGDIAN_DEMO=1 WANGDIAN_VAR="$(CURDIR)/var/demo"; \
	exec wangdian up --host $(HOST) --port $(PORT)

.PHONY: debian
debian:
	@bash tools/debian.sh

.PHONY: check
check: setup  ## style, types, layers, words, migrations, budgets
	@ruff check .
	@mypy
	@lint-imports --no-cache
	@djlint --lint --quiet $(WEB)
	@node_modules/.bin/tsc --noEmit
	@python -m tools.translations check
	@export WANGDIAN_VAR="$(CURDIR)/build/check" DJANGO_SETTINGS_MODULE=wangdian.config.settings.embedded; \
	mkdir -p build/check; \
	django-admin check; \
	django-admin makemigrations --check --dry-run
	@wangdian catalogue check
	@pytest tests/architecture $(PYTEST_OPTIONS)

# What PostgreSQL changes nothing in: tests without a database or about the text of forms, and those whose servers keep a SQLite of their own.
SAME := architecture domain walk_js journeys crowd twins entrypoints/xlsforms
# The demo bank is made by verbs that have tests of their own there; made whole it takes PostgreSQL many minutes.
LONG := demo

.PHONY: test
test: debian check  ## every check, then every test on PostgreSQL and on SQLite; what knows no database once
	@bash tools/postgres.sh pytest -n $(JOBS) --dist worksteal -m "not prove" $(SAME:%=--ignore=tests/%) $(LONG:%=--ignore=tests/%) $(PYTEST_OPTIONS)
	@pytest -n $(JOBS) --dist worksteal -m "not prove" --ignore=tests/architecture $(PYTEST_OPTIONS)

.PHONY: prove
prove: debian setup  ## the long proofs
	@pytest -n $(JOBS) --dist worksteal -m prove $(PYTEST_OPTIONS)
	@bash tools/postgres.sh pytest tests/demo/test_seed.py $(PYTEST_OPTIONS)

.PHONY: bench
bench: debian setup  ## measures screens, walks, judging; also OUTLETS=40000, DATABASE=postgres, PARTS=screens
	@bash tools/bench.sh $(OUTLETS) $(DATABASE) $(PARTS)

.PHONY: clean
clean:  ## removes what was built and fetched; keeps var/
	@rm -rf .venv .cache node_modules build .mypy_cache .ruff_cache .hypothesis .import_linter_cache
