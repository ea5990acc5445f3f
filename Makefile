# What can be done here; `make` alone prints this list.
.DEFAULT_GOAL := help
.PHONY: help run test lint shots bench i18n lock installer clean
ARGS ?=

help: ## print this list
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/  make \1\t\2/p' Makefile

run: ## install what is missing and start the console on the demonstration (ARGS="--lang en")
	@scripts/setup.sh run
	@scripts/run.sh $(ARGS)

test: ## install what is missing and run all checks and tests (ARGS="-k name")
	@scripts/setup.sh test
	@scripts/test.sh $(ARGS)

lint: ## check style, types and layers
	@scripts/setup.sh run
	@scripts/lint.sh

shots: ## leave pictures of every window in build/shots, in both languages and sizes
	@scripts/setup.sh test
	@scripts/shots.sh

bench: ## measure (see docs/performance.md); figures go to standard output
	@scripts/setup.sh test
	@scripts/bench.sh $(ARGS)

i18n: ## collect the texts into resources/i18n and compile them
	@scripts/setup.sh run
	@scripts/i18n.sh

lock: ## write requirements/lock.txt anew from pyproject.toml (ARGS=--upgrade)
	@scripts/lock.sh $(ARGS)

installer: ## build the packages for Linux in dist/ (ARGS=folder: only the folder; see docs/packaging.md)
	@scripts/setup.sh installer
	@scripts/installer.sh $(ARGS)

clean: ## delete what was built, but not .venv
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find console tests bench -name __pycache__ -type d -prune -exec rm -rf {} +
