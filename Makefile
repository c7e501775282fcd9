# Nithet. `make` lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help
.PHONY: help demo test check bench train pictures lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/run.stamp: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . 2>/dev/null || \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(VENV)/run.stamp ## Run everything here with invented people: LINE, bot, worker (PORT, SIM_PORT)
	@exec $(BIN)/python -m bot.demo

test: $(VENV)/dev.stamp ## Run all tests (SQLite, PostgreSQL, browser)
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(VENV)/dev.stamp ## Lint, format, types, import arrows
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/dev.stamp ## Measure, each figure beside a floor or a peer
	@for part in benchmarks/[a-z]*.py; do echo "== $$part"; $(BIN)/python -m benchmarks.$$(basename $$part .py) || exit 1; done

train: $(VENV)/dev.stamp ## Train the model of intents anew from its sentences (nlp/lexicon)
	@$(BIN)/python -m nlp.training

pictures: $(VENV)/dev.stamp ## Draw the rich menus and the screenshots of the guides anew (needs Chromium)
	@$(BIN)/python -m docs.pictures

lock: $(VENV)/dev.stamp ## Choose the newest versions and write the lock files
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile -q --universal --upgrade --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile -q --universal --upgrade --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml --group dev -o requirements-dev.lock

clean: ## Remove what was built and the demo's data
	rm -rf $(VENV) var build *.egg-info .pytest_cache .mypy_cache .ruff_cache
