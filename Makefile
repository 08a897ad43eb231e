# Two commands for newcomers: `make demo` and `make test`. Each makes its own .venv; nothing else is touched.
# For us: `make check` is all of CI; its parts have names of their own below.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; exit; }; done; echo python3)
BIN := .venv/bin
DEMO := build/demo

.PHONY: demo test test-long test-browser coverage lint types contracts docs generate screenshots bench check clean

demo: .venv/.demo
	@$(BIN)/ospo-events validate examples/ospos2024.py examples/ospos2024.yaml
	@$(BIN)/ospo-events show examples/ospos2024.py
	@mkdir -p $(DEMO)
	@for format in json ics schedule.xml jsonld html; do \
		$(BIN)/ospo-events convert examples/ospos2024.py $(DEMO)/ospos2024.$$format || exit 1; done
	@echo; echo "The same programme in other formats:"; ls $(DEMO)/ospos2024.* | sed 's/^/  /'

# A file at a time to each core: a page of the documentation is one program, and fixtures are made once a file.
PYTEST = $(BIN)/python -m pytest -q -n auto --dist loadfile

test: .venv/.test
	$(PYTEST) -m "not slow and not browser"

# Every law again with many more examples (tests/conftest.py), and the fuzz runs.
test-long: .venv/.test
	$(PYTEST) -m "(hypothesis or slow) and not browser" --hypothesis-profile=long

test-browser: .venv/.test
	$(BIN)/python -m pytest -q -m browser

# Lists what `make test` does not reach; the floor stands in pyproject.toml.
coverage:
	PYTEST_ADDOPTS=--cov $(MAKE) test

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.dev
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/python -m pytest -q tests/docs/test_typed_examples.py

contracts: .venv/.dev
	$(BIN)/lint-imports

docs: .venv/.dev
	$(BIN)/mkdocs build --strict --site-dir build/docs

generate: .venv/.dev
	$(BIN)/python docs/generate.py

screenshots: .venv/.test
	$(BIN)/python docs/screenshots.py

bench: .venv/.dev
	$(BIN)/python -m benchmarks

check: coverage lint types contracts docs test-long test-browser

clean:
	rm -rf .venv build

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "ospo-events needs Python 3.11 or later, and this is %d.%d; name one with: make PYTHON=/path/to/python" % sys.version_info[:2])'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "This Python cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/.%: pyproject.toml | .venv/bin/python
	@echo "Installing into .venv ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e ".$(if $(filter demo,$*),,[$*])"
	@touch $@
