# Two commands: `make episodes` builds the shipped show, `make test` runs every check.
PYTHON ?= python3
BIN := .venv/bin
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
endif
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --only-binary :all:

# checkouts from before the distribution was called audiogen-sessions: two of them would offer every voice twice
FORGET := $(BIN)/python -m pip --disable-pip-version-check uninstall --quiet --yes audiogen 2>/dev/null || true

.PHONY: episodes check serve test test-extras lint types contracts benchmarks clean help

episodes: .venv/.core  ## build the shipped show into dist/
	$(BIN)/audiogen build

check: .venv/.core  ## look for problems in the scripts, without speaking
	$(BIN)/audiogen check

serve: .venv/.core  ## let a phone on this network listen
	$(BIN)/audiogen serve

test: lint types contracts  ## every check: style, types, house rules, tests
	$(BIN)/python -m pytest -n 2

test-extras: .venv/.dev  ## the voices that extras bring, too; models are taken from AUDIOGEN_MODELS
	$(PIP) --editable ".[kokoro,piper,espeak]"
	$(BIN)/python -m pytest -n 2 -rs tests/speech/engines/test_contract.py

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.dev
	$(BIN)/mypy

contracts: .venv/.dev
	$(BIN)/lint-imports

benchmarks: .venv/.dev  ## time and memory against plain pydub and against LAME alone
	$(BIN)/python benchmarks/sessions.py

.venv/bin/python .venv/Scripts/python.exe:
	$(PYTHON) -m venv .venv

.venv/.core: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(FORGET)
	$(PIP) --editable .
	@touch $@

.venv/.dev: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(FORGET)
	$(PIP) --editable ".[dev]"
	@touch .venv/.core $@

clean:  ## remove what was built; the phrase cache stays
	rm -rf dist/* .mypy_cache .ruff_cache .pytest_cache

help:
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/'
