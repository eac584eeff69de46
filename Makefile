# make demo   a node with replayed real vulnerabilities on http://127.0.0.1:8000
# make serve  a node of your own, kept in ./var
# make test   the suite, on SQLite and again on PostgreSQL; REQUIRE_REAL=1 allows no program to be missing
# make slow   the tests that take long: journeys through a browser, kills, benchmarks at their smallest
# make soak   random kills under load; ROUNDS=20
# make check  style, types, import rules, generated pages, translations, migrations
# make bench  every figure we claim
#
# PYTHON=python3.13 uses another interpreter, in a virtual environment of its own.

PYTHON ?= python3
VENV ?= $(if $(filter python3,$(PYTHON)),.venv,.venv-$(notdir $(PYTHON)))
BIN := $(VENV)/bin
WORKERS ?= 2
ROUNDS ?= 20
ARGS ?=
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock

export PIP_ROOT_USER_ACTION = ignore

.PHONY: demo serve test slow soak check bench fix pages translations lock
.DELETE_ON_ERROR:

demo: $(VENV)/.runtime
	$(BIN)/bulou demo $(ARGS)

serve: $(VENV)/.runtime
	$(BIN)/bulou init
	$(BIN)/bulou serve $(ARGS)

PYTEST := $(BIN)/python -m pytest tests

# Both databases are tried even when the first shows a fault.
test: $(VENV)/.dev
	@status=0; set -x; \
	$(PYTEST) -n $(WORKERS) --dist loadscope $(ARGS) || status=1; \
	BULOU_TEST_DATABASE=postgres $(PYTEST) -m database -n $(WORKERS) --dist loadscope $(ARGS) || status=1; \
	exit $$status

slow: $(VENV)/.dev
	@status=0; set -x; \
	$(PYTEST) -m slow -n $(WORKERS) --dist loadscope $(ARGS) || status=1; \
	BULOU_TEST_DATABASE=postgres $(PYTEST) -m "slow and database" -n $(WORKERS) --dist loadscope $(ARGS) || status=1; \
	exit $$status

soak: export BULOU_TEST_ROUNDS = $(ROUNDS)
soak: $(VENV)/.dev
	@status=0; set -x; \
	$(PYTEST) -m soak --timeout 3600 $(ARGS) || status=1; \
	BULOU_TEST_DATABASE=postgres $(PYTEST) -m soak --timeout 3600 $(ARGS) || status=1; \
	exit $$status

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python scripts/pages.py --check
	$(BIN)/python scripts/translations.py --check
	mkdir -p build/check
	BULOU_HOME=build/check $(BIN)/python -m django makemigrations --check --dry-run --settings bulou.config.settings

bench: $(VENV)/.dev
	$(BIN)/python -m bench $(ARGS)

# What `make check` asks for, done.
fix: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pages: $(VENV)/.dev
	$(BIN)/python scripts/pages.py

translations: $(VENV)/.dev
	$(BIN)/python scripts/translations.py

lock:
	{ echo "# The exact versions that the tests ran with, for pip install -c; \`make lock\` renews them."; \
	  uv pip compile pyproject.toml --extra pg --extra dev --universal --python-version 3.11 \
	    --no-header --no-annotate --quiet; } > requirements.lock.new
	mv requirements.lock.new requirements.lock

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Bulou needs Python 3.11 or newer: make PYTHON=python3.13 ... 需要 Python 3.11 或更高版本。"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: pyproject.toml requirements.lock | $(VENV)/bin/python
	@echo "Installing into $(VENV), a minute or two ... 正在安装，约需一两分钟"
	@$(PIP) --editable '.[pg]'
	touch $@

$(VENV)/.dev: pyproject.toml requirements.lock | $(VENV)/bin/python
	@echo "Installing into $(VENV), a minute or two ... 正在安装，约需一两分钟"
	@$(PIP) --editable '.[pg,pdf,dev]'
	touch $@ $(VENV)/.runtime
