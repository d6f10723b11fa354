.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help setup cycle test check format mutants lock clean

help: ## 列出可用的命令
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1	\2/' | expand -t 16

# One set-up for both commands; redone only when the lock or the metadata changes. The lock is whole,
# so nothing is resolved (--no-deps): older pips stumble over extras in hash mode.
setup: .venv/ready ## 建立 .venv 并按带校验和的清单安装依赖

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("需要 Python 3.11 至 3.13，现为 " + sys.version.split()[0] if not (3, 11) <= sys.version_info < (3, 14) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

cycle: setup ## 用样例名录库走完一个完整的两月期
	@$(BIN)/ssj cycle sample

test: setup ## 全部测试
	@$(BIN)/python -m pytest -n 2

check: setup ## 格式、检查、类型、分层
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup ## 统一格式
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

mutants: setup ## 逐处改坏规则和日历，看测试能否发现（约半小时）
	rm -rf mutants
	$(BIN)/mutmut run --max-children 2

lock: ## 重新解析依赖并写出 requirements.lock（需要 uv）
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --extra dev pyproject.toml -o requirements.lock

clean: ## 删除 var/ 中的样例数据
	rm -rf var mutants
