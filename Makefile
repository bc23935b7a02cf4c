# Everything a contributor runs. Each target first installs what it lacks (scripts/tools.sh).

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run watch build test chaos spike bench lint clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## the seeded shop on http://127.0.0.1:3000, from a bare machine (release build, embedded SQLite)
	@scripts/tools.sh build scripts/run.sh

watch: ## the same while you edit: rebuilt and started again on every change (debug build)
	@scripts/tools.sh build scripts/watch.sh

build: ## the release build alone: target/release/floodgate and target/site
	@scripts/tools.sh build scripts/build.sh

test: ## all tests on SQLite, on PostgreSQL + Redis and in a browser; starts and stops its own servers
	@scripts/tools.sh test scripts/test.sh

chaos: ## 1,000 purchases cut off at every step, and every race; both engines; less than an hour
	@scripts/tools.sh test scripts/chaos.sh

spike: ## twenty times the crowd while somebody buys and somebody watches; takes the README's picture of the console
	@scripts/tools.sh test scripts/spike.sh

lint: ## rustfmt, architecture guards, clippy with warnings as errors
	@scripts/tools.sh lint scripts/lint.sh

bench: ## the measures, each beside its peer in the same run: ends in target/bench/report.md; about two hours and a quiet machine
	@scripts/tools.sh bench scripts/bench.sh

clean: ## remove what was built; the shop's data in var/ and the tools in ~/.cache/floodgate stay
	@rm -rf target node_modules end2end/node_modules end2end/playwright-report end2end/test-results
