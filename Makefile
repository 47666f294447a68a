# The commands of the repository. `make help` lists them.
#
# Needs: make and Python >= 3.11. Everything else comes from the lock (requirements/dev.txt, each file with its hash) into .venv;
# on Debian and Ubuntu, `python3-venv` and Chromium are installed with apt-get when they are missing.

PYTHON ?= python3
WORKERS ?= auto

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BROWSER := $(VENV)/.browser
LOCKER := build/locker
FUZZER := build/fuzzer
LIGHTHOUSE := build/lighthouse
EDITOR_SERVER := build/editor
AUDITOR := build/auditor
ENGINES := build/engine-properdocs/.ready build/engine-zensical/.ready
SUDO := $(shell test "$$(id -u)" = 0 || echo sudo)

# Organisations of each portfolio that `make bench` measures. All of it: make bench SIZES="1 10 100 300"; others build up to 100
SIZES ?= 1 10

# How long `make fuzz` looks for inputs that break a promise, in seconds, and at what: reader or texts.
SECONDS ?= 1800
FUZZED ?= reader texts

# A release must have been public for this long before the lock takes it: most hijacked releases are withdrawn within days.
COOLDOWN ?= 4 days
# One version of each package for all Pythons, so that they build the same bytes.
LOCK = $(LOCKER)/bin/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--exclude-newer "$(COOLDOWN)" --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
# Nothing but what the lock names, and no source package: building one would run its code and fetch what it asks for.
LOCKED_INSTALL = -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all:

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site test test-slow bench bench-parts bench-pull-request search-table docs licences sbom release pictures project-site fuzz mutants lint format lock upgrade clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(READY) ## build the sample organisations of playbook/ into site/
	$(BIN)/playbookgen build

test: $(READY) $(BROWSER) lint ## lint, types and every quick test
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "not slow"

test-slow: $(READY) $(BROWSER) $(LIGHTHOUSE)/.ready $(EDITOR_SERVER)/.ready $(AUDITOR)/.ready $(ENGINES) ## the tests that take long: packaging, large inputs, killed builds
	$(BIN)/python -m pytest -n $(WORKERS) -m slow

bench: $(READY) ## portfolios of SIZES organisations beside stock MkDocs and others; writes the table of docs/benchmarks.md
	PYTHONPATH=tests $(BIN)/python tests/bench/portfolio.py $(SIZES)

bench-parts: $(READY) ## one sample beside stock `mkdocs build`, judging beside reading, the search beside the theme's own
	PYTHONPATH=tests $(BIN)/python tests/bench/build_ratio.py
	PYTHONPATH=tests $(BIN)/python tests/bench/judging_ratio.py
	PYTHONPATH=tests $(BIN)/python tests/bench/search.py
	PYTHONPATH=tests $(BIN)/python tests/bench/serve.py

bench-pull-request: $(READY) ## a pull request that touches one of 100 organisations, beside building that one alone
	PYTHONPATH=tests $(BIN)/python tests/bench/pull_request.py

search-table: $(READY) $(BROWSER) ## how often the search finds the page, beside the theme's own; writes the table of docs/search.md
	PYTHONPATH=tests $(BIN)/python -m support.search_table

docs: $(READY) ## write the pages of docs/ that are made from the texts of the product
	PYTHONPATH=tests $(BIN)/python -m support.reference
	PYTHONPATH=tests $(BIN)/python -m support.write_schema
	PYTHONPATH=tests $(BIN)/python -m support.manual

licences: $(READY) $(AUDITOR)/.ready $(ENGINES) $(LOCKER)/.ready ## write docs/licences.md: everything in the locks with its licence
	PYTHONPATH=tests $(BIN)/python -m support.licences

sbom: $(READY) ## write what a release brings along, as CycloneDX, to dist/
	PYTHONPATH=tests $(BIN)/python -m support.sbom

release: $(READY) sbom ## wheel, sdist and the list of what comes along in dist/, as the release workflow uploads them
	$(BIN)/python -m hatchling build --directory dist

pictures: $(READY) $(BROWSER) ## take the pictures of docs/images/ again: builds two samples, opens them in Chromium
	PYTHONPATH=tests $(BIN)/python -m support.pictures

project-site: $(READY) ## build the project's own site, samples inside it as a demo, into build/project-site/site
	PYTHONPATH=tests $(BIN)/python -m support.project_site

fuzz: $(READY) $(FUZZER)/.ready ## look for inputs that break the reader or a filter of texts, SECONDS for each; findings go to build/fuzz
	for what in $(FUZZED); do PYTHONPATH=$(FUZZER):tests $(BIN)/python tests/fuzz/explore.py $$what $(SECONDS) build/fuzz || exit 1; done

mutants: $(READY) ## how many small mistakes in escaping, containment and publishing the tests notice
	PYTHONPATH=tests $(BIN)/python tests/mutation/run.py $(MODULES)

lint: $(READY) ## ruff (rules and format) and mypy in strict mode
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(READY) ## put the code in order: imports, then layout
	$(BIN)/ruff check --fix --select I
	$(BIN)/ruff format

lock: $(LOCKER)/.ready ## write the lock again for what pyproject.toml asks; keeps the versions that still fit
	$(LOCK) --output-file requirements/dev.txt --group dev pyproject.toml
	$(LOCK) --output-file requirements/run.txt --constraint requirements/dev.txt pyproject.toml
	$(LOCK) --output-file requirements/lock.txt --group lock
	$(LOCK) --output-file requirements/fuzz.txt --group fuzz
	$(LOCK) --output-file requirements/audit.txt --group audit
	$(LOCK) --output-file requirements/engine-properdocs.txt --constraint requirements/dev.txt --group properdocs
	$(LOCK) --output-file requirements/engine-zensical.txt --constraint requirements/dev.txt --group zensical

upgrade: ## as lock, with the newest version of everything
	$(MAKE) lock LOCK='$(LOCK) --upgrade'

clean: ## remove what was built: site/, dist/, build/, caches; .venv stays
	rm -rf site dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis test-results
	find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements/dev.txt pyproject.toml
	$(call create_venv,$(VENV))
	$(BIN)/python $(LOCKED_INSTALL) -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(BROWSER): $(READY)
	@if command -v chromium || command -v chromium-browser || command -v google-chrome; then :; \
	elif command -v apt-get >/dev/null; then $(SUDO) apt-get -qq update && $(SUDO) apt-get -qq install -y --no-install-recommends chromium; \
	else echo "No Chromium found: install it, the browser tests need it." >&2; exit 1; fi
	@touch $@

$(LIGHTHOUSE)/.ready: tests/site/lighthouse/package-lock.json
	@mkdir -p $(LIGHTHOUSE) && cp tests/site/lighthouse/package*.json $(LIGHTHOUSE)
	@if command -v npm >/dev/null; then cd $(LIGHTHOUSE) && npm ci --silent --no-audit --no-fund --ignore-scripts; \
	else echo "No npm found: the pages are not measured with Lighthouse." >&2; fi
	@touch $@

$(EDITOR_SERVER)/.ready: tests/reading/editor/package-lock.json
	@mkdir -p $(EDITOR_SERVER) && cp tests/reading/editor/package*.json $(EDITOR_SERVER)
	@if command -v npm >/dev/null; then cd $(EDITOR_SERVER) && npm ci --silent --no-audit --no-fund --ignore-scripts; \
	else echo "No npm found: the schema is not tried in the language server of editors." >&2; fi
	@touch $@

# Beside the packages of .venv, which what is looked at needs.
$(FUZZER)/.ready: requirements/fuzz.txt $(READY)
	@rm -rf $(FUZZER)
	$(BIN)/python $(LOCKED_INSTALL) --target $(FUZZER) -r requirements/fuzz.txt
	@touch $@

$(LOCKER)/.ready: requirements/lock.txt
	$(call create_venv,$(LOCKER))
	$(LOCKER)/bin/python $(LOCKED_INSTALL) -r requirements/lock.txt
	@touch $@

$(AUDITOR)/.ready: requirements/audit.txt
	$(call create_venv,$(AUDITOR))
	$(AUDITOR)/bin/python $(LOCKED_INSTALL) -r requirements/audit.txt
	@touch $@

$(ENGINES): build/%/.ready: requirements/%.txt
	$(call create_venv,build/$*)
	build/$*/bin/python $(LOCKED_INSTALL) -r requirements/$*.txt
	@touch $@

# $(1): folder. Keeps an environment that works; replaces one that does not (a machine without ensurepip leaves a half-made one behind).
define create_venv
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; choose one with make PYTHON=…" >&2; exit 1; }
	@$(1)/bin/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -c 'import ensurepip' 2>/dev/null || ! command -v apt-get >/dev/null || \
		{ $(SUDO) apt-get -qq update && $(SUDO) apt-get -qq install -y python3-venv; }
	@$(1)/bin/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(1)
endef
