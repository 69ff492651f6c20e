# Parure: every command sets up what it needs first (see .ci/setup.sh).
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: run test quick test-long bench bundle tour pictures lock clean help

run: ## open Parure (without a display: play the tour); ARGS="--shop PATH" are passed on
	@bash .ci/setup.sh run
	@bash .ci/start.sh $(ARGS)

tour: ## play the main job on a sample shop and leave pictures and papers in out/tour
	@bash .ci/setup.sh run
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m app tour --out out/tour

pictures: tour ## play the tour and the story of three PCs, and renew docs/pictures from them
	@bash .ci/setup.sh test
	@PARURE_STORY_PICTURES=$(CURDIR)/out/story .venv/bin/python -m pytest -k postgres tests/outside/test_three_windows.py
	@.venv/bin/python .ci/pictures.py out/tour out/story

test: ## check everything: format, lint, types, contracts, all tests (what .ci/run does)
	@bash .ci/setup.sh test
	@bash .ci/check.sh test

quick: ## the checks that take less than a minute: no windows, no faults
	@bash .ci/setup.sh test
	@bash .ci/check.sh quick

test-long: ## as test, with the slow tests as well
	@bash .ci/setup.sh test
	@bash .ci/check.sh long

bench: ## measure the benchmarks of tests/bench; ARGS="scan orders" picks some
	@bash .ci/setup.sh test
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.bench $(ARGS)

bundle: ## build the program of this system into dist/ and try it
	@bash .ci/setup.sh bundle
	@bash installer/build.sh

lock: ## renew requirements/*.lock from pyproject.toml; ARGS=--upgrade takes newer versions
	@bash .ci/setup.sh run
	@bash .ci/lock.sh $(ARGS)

clean: ## remove what was built and cached, keep .venv
	@rm -rf build dist out .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find app tests installer -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## say what each command does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12
