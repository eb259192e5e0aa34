# Two commands: `make episodes` builds the shipped show, `make test` runs every check.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
endif
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --only-binary :all:

# checkouts from before the distribution was called audiogen-sessions: two of them would offer every voice twice
FORGET := $(BIN)/python -m pip --disable-pip-version-check uninstall --quiet --yes audiogen 2>/dev/null || true

# packages whose tests neither speak nor render
FAST := tests/script tests/plan tests/publish tests/cache tests/speech/words tests/test_units.py tests/test_layout.py

# each of two workers begins with half of the tests in their order, so that what a folder shares is mostly made once
PYTEST := $(BIN)/python -m pytest -n 2 --dist worksteal

# pinned, as each release looks for something new
LIGHTHOUSE := $(VENV)/.lighthouse/node_modules/.bin/lighthouse

.PHONY: episodes check serve test test-fast test-extras browser chromium subscribers podcast-apps lint types contracts \
	javascript benchmarks lighthouse clean help

episodes: $(VENV)/.core  ## build the shipped show into dist/
	$(BIN)/audiogen build

check: $(VENV)/.core  ## look for problems in the scripts, without speaking
	$(BIN)/audiogen check

serve: $(VENV)/.core  ## let a phone on this network listen
	$(BIN)/audiogen serve

test: lint types contracts javascript  ## every check: style, types, rules on imports, tests
	$(PYTEST)

test-fast: $(VENV)/.dev  ## the tests that make no sound: seconds instead of minutes
	$(PYTEST) $(FAST)

test-extras: $(VENV)/.dev  ## the voices that extras bring, too; models are taken from AUDIOGEN_MODELS
	$(PIP) --editable ".[kokoro,piper,espeak]"
	$(PYTEST) -rs tests/speech/engines/test_contract.py

browser: $(VENV)/.browser chromium  ## what the tests in a browser need: Playwright and Chromium

# by its names on different systems; tests/support/browsers.py looks for the same
chromium:
	@for name in chromium chromium-browser google-chrome google-chrome-stable; do \
		command -v $$name >/dev/null && exit; \
	done; \
	root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	{ command -v apt-get >/dev/null && $$root apt-get install -qq --no-install-recommends chromium; } || \
	{ command -v apt-get >/dev/null && $$root apt-get update -qq && \
		$$root apt-get install -qq --no-install-recommends chromium; } || \
	{ echo "Chromium could not be installed from here: install it or Chrome, so that one of chromium and google-chrome starts it."; exit 1; }

subscribers: $(VENV)/.subscribers/.there podcast-apps  ## real podcast apps and readers of feeds, which tests subscribe with

# they are programs of other people, in environments of their own
$(VENV)/.subscribers/.there: Makefile
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip --disable-pip-version-check install --quiet --only-binary :all: podcast-archiver==2.3.5
	npm install --prefix $(@D) --no-package-lock --no-save --no-audit --no-fund --loglevel=error \
		podcast-partytime@5.0.0 feedsmith@3.0.1
	@touch $@

podcast-apps:
	@command -v gpo >/dev/null && command -v podget >/dev/null && command -v podboat >/dev/null && exit; \
	root=$$([ "$$(id -u)" = 0 ] || echo sudo); wanted="gpodder podget newsboat"; \
	{ command -v apt-get >/dev/null && $$root apt-get install -qq --no-install-recommends $$wanted; } || \
	{ command -v apt-get >/dev/null && $$root apt-get update -qq && \
		$$root apt-get install -qq --no-install-recommends $$wanted; } || \
	{ echo "The podcast apps could not be installed from here: install $$wanted, so that gpo, podget and podboat start."; exit 1; }

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

contracts: $(VENV)/.dev
	$(BIN)/lint-imports

javascript:  ## the types and tests of the pages' own programs
	@sh tests/publish/app/check.sh "$(abspath $(VENV))/.javascript"

typescript:  ## what the types of the pages' programs are checked with
	@sh tests/publish/app/check.sh "$(abspath $(VENV))/.javascript" fetch

benchmarks: $(VENV)/.dev  ## time and memory against plain pydub and against LAME alone
	$(BIN)/python benchmarks/performance.py

lighthouse: $(VENV)/.browser chromium $(LIGHTHOUSE)  ## what Lighthouse finds wrong with the listener's pages
	$(BIN)/python benchmarks/lighthouse.py $(LIGHTHOUSE)

$(LIGHTHOUSE): Makefile
	npm install --prefix $(VENV)/.lighthouse --no-package-lock --no-save --no-audit --no-fund --loglevel=error \
		lighthouse@13.5.0
	@touch $@

$(VENV)/.core: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(FORGET)
	$(PIP) --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(FORGET)
	$(PIP) --editable ".[dev]"
	@touch $(VENV)/.core $@

$(VENV)/.browser: $(VENV)/.dev
	$(PIP) --editable ".[browser]"
	@touch $@

clean:  ## remove what was built; the phrase cache stays
	rm -rf dist/* .mypy_cache .ruff_cache .pytest_cache

help:
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/'
