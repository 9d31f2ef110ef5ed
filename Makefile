# Two commands on a fresh machine with Python 3.11+ and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help install demo test lint clean

help:  ## what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

install: $(VENV)/installed  ## the tool and what it needs, from the lock file with hashes

$(VENV)/installed: requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -c "from migrator.dbt import read_project; read_project()"  # once, so that no migration waits for it
	touch $@

demo: install  ## migrate the bundled real v1 store on an embedded PostgreSQL and show the result
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/invoke demo

test: install  ## lint, types, unit tests, and a whole migration
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/invoke lint test

lint: install  ## lint and types only
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/invoke lint

clean:  ## remove what make made
	rm -rf $(VENV) target logs .cache
