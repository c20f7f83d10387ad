# The commands of the README. All of them find uv and an interpreter, or say in one line what is missing.
UV = python3 make_project.py --uv

.PHONY: project test check docs bench

project:
	@python3 make_project.py '$(DEST)' $(if $(DATA),--data '$(DATA)') $(ANSWERS)

test:
	@$(UV) run --frozen --quiet pytest

check:
	@$(UV) run --frozen --quiet python -m tests.check

docs:
	@$(UV) run --frozen --quiet python docs/generate.py

bench:
	@$(UV) run --frozen --quiet --group bench python -m benchmarks
