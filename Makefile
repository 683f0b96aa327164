# Every task of the project. `make` or `make help` lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := app.py cybernorms tests benchmarks scripts

.DEFAULT_GOAL := help

.PHONY: help run test check format bench messages fields pictures clean

help: ## List the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.ready ## Start the app on http://127.0.0.1:8501 (sets itself up the first time)
	$(BIN)/streamlit run app.py

test: $(VENV)/.ready-dev ## Run every test, those in a real browser included
	$(BIN)/python -m scripts.browser --install
	$(BIN)/python -m pytest

check: $(VENV)/.ready-dev ## Lint, types, schemas, catalogue, interface texts
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/check-jsonschema --check-metaschema schemas/*.schema.json
	$(BIN)/check-jsonschema --schemafile schemas/catalogue.schema.json norms/catalogue.yaml
	$(BIN)/check-jsonschema --schemafile schemas/documents.schema.json norms/documents.yaml
	$(BIN)/check-jsonschema --schemafile schemas/item.schema.json norms/*/*.yaml
	$(BIN)/check-jsonschema --schemafile schemas/assessment.schema.json assessments/example-*.yaml
	$(BIN)/python -m cybernorms validate
	$(BIN)/python -m cybernorms validate assessments/example-*.yaml
	$(BIN)/python -m scripts.messages --check
	$(BIN)/python -m scripts.fields --check

format: $(VENV)/.ready-dev ## Put the code into its standard form
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

bench: $(VENV)/.ready-dev ## Measure what docs/performance.md reports
	$(BIN)/python -m benchmarks

messages: $(VENV)/.ready-dev ## Collect the interface texts for translators
	$(BIN)/python -m scripts.messages

fields: $(VENV)/.ready-dev ## Write docs/fields.md from the schemas
	$(BIN)/python -m scripts.fields

pictures: $(VENV)/.ready-dev ## Make the pictures of the README anew
	$(BIN)/python -m scripts.browser --install
	$(BIN)/python -m scripts.pictures

clean: ## Remove the environment and all caches; assessments stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed. Name one: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python cannot make an environment. On Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/.ready: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.ready-dev: requirements-dev.txt requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $(VENV)/.ready $@
