# What a newcomer types. Everything lands in .venv/, .demo/, .cache/ and build/, all ignored by git.
PYTHON ?= python3
PORT ?= 8000
W ?= first
LOCK ?= tandem
BIN := .venv/bin
STAMP := .venv/.installed-$(LOCK)

.PHONY: install demo test check crash bench shots walk wheel lock

install: $(STAMP) .cache/assets

demo: $(STAMP) .cache/assets
	@$(BIN)/tandem demo --port $(PORT) $(if $(FRESH),--fresh)

test: .venv/.installed-dev .cache/assets-tests
	@$(BIN)/python tools/gate.py

check: .venv/.installed-dev
	@$(BIN)/python tools/gate.py --only lint

crash: .venv/.installed-dev .cache/assets
	@CRASH_POINTS=200 $(BIN)/pytest --timeout 0 tandem/cli/tests/test_crash*.py

bench: .venv/.installed-dev .cache/assets
	@$(BIN)/python -m tools.bench $(if $(SIZE),--size $(SIZE)) $(if $(ONLY),--only $(ONLY)) \
	  $(if $(DATABASE),--database $(DATABASE)) $(if $(SHAPE),--shape $(SHAPE)) $(if $(SECONDS),--seconds $(SECONDS)) \
	  $(if $(WORKERS),--workers $(WORKERS)) $(if $(KEEP),--home $(KEEP))

shots: .venv/.installed-dev .cache/assets-tests
	@$(BIN)/python tools/gate.py --only shots

walk: .venv/.installed-dev .cache/assets-tests
	@$(BIN)/python tools/gate.py --only walk --walk $(W)

wheel: .venv/.installed-dev .cache/assets
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist

# The pins. Needs uv; the result names no package index.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q \
	  pyproject.toml --group build -o requirements/tandem.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q \
	  pyproject.toml --group build --extra saml -o requirements/saml.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q \
	  pyproject.toml --group build --extra spark -o requirements/spark.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q \
	  pyproject.toml --group build --extra embeddings -o requirements/embeddings.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q \
	  pyproject.toml --group build --group dev -o requirements/dev.lock

# A stamp is written last, so that an interrupted installation is taken up again.
.venv/bin/python:
	@$(PYTHON) tools/needs.py
	$(PYTHON) -m venv .venv

$(STAMP): requirements/$(LOCK).lock pyproject.toml CHANGELOG.md setup.py | .venv/bin/python
	@test -f .venv/.installed-dev || $(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/$(LOCK).lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.installed-dev: requirements/dev.lock pyproject.toml CHANGELOG.md setup.py | .venv/bin/python
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(STAMP)

.cache/assets: package-lock.json tools/assets.py | .venv/bin/python
	@$(BIN)/python tools/assets.py
	@mkdir -p .cache && touch $@

# The tests want axe-core besides.
.cache/assets-tests: package-lock.json tools/assets.py | .venv/bin/python
	@$(BIN)/python tools/assets.py --tests
	@mkdir -p .cache && touch $@ .cache/assets
