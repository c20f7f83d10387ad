# The commands of the README. Each finds uv and an interpreter, or says in one line what is missing.
UV = python3 make_project.py --uv
RUN = $(UV) run --frozen --quiet

.PHONY: project test check docs bench

project:
	@python3 make_project.py '$(DEST)' $(if $(DATA),--data '$(DATA)') $(ANSWERS)

test:
	@$(RUN) pytest

check:
	@$(RUN) ruff format --check
	@$(RUN) ruff check
	@$(RUN) mypy
	@$(RUN) lint-imports --no-logo
	@$(RUN) python docs/generate.py --check

docs:
	@$(RUN) python docs/generate.py

bench:
	@$(RUN) python -m benchmarks
