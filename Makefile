# Everything here works on a machine that has only Python 3.11 or newer, git and make.
# `make help` lists what can be made.

VENV := .venv
BIN := $(VENV)/bin
BENCH := .cache/bench
POINTS ?= 1000000
PYTHON := $(BIN)/python
RECIPE := .cache/recipe
MAP := mangystau.map.html
MAP_COLUMNS := title,type,date,reported_place,reported_claims,damage,position_note

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help map test js check atlas oracle bench browser node tools clean

help:
	@echo "make map     draw data/examples/mangystau.csv and print the path of the map"
	@echo "make test    lint, types, import order, tests, documents, browser"
	@echo "make js      lint and test only the scripts of the map"
	@echo "make atlas   build data/atlas again from its pinned sources (downloads them)"
	@echo "make bench   time the main jobs next to others' ways (POINTS=1000000; installs PostGIS where it may)"
	@echo "make oracle  measure 2,000 points by brute force, for the tests (minutes)"
	@echo "make clean   remove what make has made"

# An own environment; the first Python that is new enough makes it.
$(PYTHON):
	@set -e; \
	for candidate in python3 python3.13 python3.12 python3.11 python3.14; do \
	  if "$$candidate" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Making $(VENV) with $$("$$candidate" --version)"; \
	    "$$candidate" -m venv $(VENV); \
	    exit 0; \
	  fi; \
	done; \
	echo "make: no Python 3.11 or newer with venv was found as python3, python3.11, … on PATH." >&2; \
	echo "      Install one (on Debian also python3-venv), and run make again." >&2; \
	exit 1

$(VENV)/.main: pyproject.toml | $(PYTHON)
	@echo "Installing geo and what it needs"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(PYTHON)
	@echo "Installing geo and what its tests need"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.main

# The recipe runs in an environment of its own, where every version is pinned.
$(RECIPE)/.done: data/recipe/requirements.lock | $(PYTHON)
	@echo "Installing what the recipe needs"
	@$(PYTHON) -m venv $(RECIPE)
	@$(RECIPE)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

map: $(VENV)/.main
	@echo "Drawing data/examples/mangystau.csv"
	@$(BIN)/geo map data/examples/mangystau.csv --columns $(MAP_COLUMNS) -o $(MAP) >/dev/null
	@echo "$(CURDIR)/$(MAP)"

test: $(VENV)/.dev browser node tools
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTHON) -m pytest --numprocesses auto --dist loadfile

js: $(VENV)/.dev node
	$(PYTHON) -m pytest tests/test_scripts.py

browser:
	@sh tests/find_browser.sh

tools:
	@sh tests/find_tools.sh

node: | $(PYTHON)
	@$(PYTHON) -m tests.find_node

atlas: $(RECIPE)/.done
	$(RECIPE)/bin/python -m data.recipe

# The peers have an environment of their own, so that nothing of theirs is there when geo is tested.
$(BENCH)/.done: pyproject.toml | $(PYTHON)
	@echo "Installing what the benchmarks need"
	@$(PYTHON) -m venv $(BENCH)
	@$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[bench,dask]'
	@$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[bench-s2]' || \
	  echo "spherely cannot be installed here: its rows are left out."
	@touch $@

bench: $(BENCH)/.done browser
	@$(BENCH)/bin/python -m tests.benchmarks.bench_commands
	@$(BENCH)/bin/python -m tests.benchmarks
	@$(BENCH)/bin/python -m tests.benchmarks.compare --points $(POINTS)
	@$(BENCH)/bin/python -m tests.benchmarks.doors
	@$(BENCH)/bin/python -m tests.benchmarks.batches
	@$(BENCH)/bin/python -m tests.benchmarks.streaming --most $(POINTS)
	@$(BENCH)/bin/python -m tests.benchmarks.cluster
	@$(BENCH)/bin/python -m tests.benchmarks.locating
	@$(BENCH)/bin/python -m tests.benchmarks.reports
	@$(BENCH)/bin/python -m tests.benchmarks.maps
	@$(BENCH)/bin/python -m tests.benchmarks.curve --most $(POINTS) --plot .cache/bench/curve.png

# To be run again when the atlas has changed. One thread a process: it starts two of them.
oracle: $(VENV)/.dev
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(PYTHON) -m tests.oracle

clean:
	rm -rf $(VENV) .cache tests/js/node_modules $(MAP) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
