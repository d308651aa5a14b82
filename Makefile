# Every command sets up what it needs: a fresh Debian machine with Python 3.11 and pip is enough.
PYTHON ?= python3
UV := .tools/bin/uv
RUN := $(UV) run --frozen --no-sync
export UV_PYTHON_DOWNLOADS := never
export UV_PYTHON := $(PYTHON)
export UV_NO_PROGRESS := 1
export UV_COMPILE_BYTECODE := 1

.PHONY: demo test check bench format docs screenshots machine pages clean

demo: .venv/.ready pages
	@$(RUN) highsignal demo

# One more than there are processors: some tests wait for a recording or a clock. Those tests drive a browser in
# real time, so what failed beside the others is run once more by itself; what fails twice has failed.
test: .venv/.ready machine pages
	@$(RUN) pytest -n $$(( $$(nproc) + 1 )) --dist worksteal \
	  || $(RUN) pytest --last-failed --last-failed-no-failures none

check: .venv/.ready pages
	@$(RUN) ruff format --check .
	@$(RUN) ruff check .
	@$(RUN) mypy
	@$(RUN) python frontend/build.py --check
	@$(RUN) pytest tests/project

bench: .venv/.ready-bench
	@$(RUN) python -m benchmarks

format: .venv/.ready
	@$(RUN) ruff format .
	@$(RUN) ruff check --fix .

docs: .venv/.ready
	@$(RUN) highsignal rules --write docs/rules

screenshots: .venv/.ready machine pages
	@$(RUN) python -m docs.screenshots

# PostgreSQL and Chromium from Debian, when they are not there.
machine:
	@tests/setup_machine

# Scripts and styles of the pages, when their sources have changed.
pages: .venv/.ready
	@$(RUN) python frontend/build.py

# pip's --target works where the system's Python is marked as managed by Debian and has no venv module.
$(UV):
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --target .tools "uv>=0.9,<1"

.venv/.ready: $(UV) pyproject.toml uv.lock
	@$(UV) sync --frozen --quiet
	@.venv/bin/python -m compileall -q src
	@touch $@

.venv/.ready-bench: .venv/.ready
	@$(UV) sync --frozen --quiet --group bench
	@touch $@

clean:
	@rm -rf .venv .tools .pytest_cache .mypy_cache .ruff_cache frontend/node_modules src/highsignal/interfaces/web/static
