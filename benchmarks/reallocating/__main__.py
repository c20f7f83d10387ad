"""Print what the proposals do to fifteen simulated teams: `uv run python -m benchmarks.reallocating`."""

from benchmarks.reallocating.comparing import figures
from benchmarks.reallocating.policies import as_proposed
from benchmarks.reallocating.scenarios import SEEDS, scenarios

if __name__ == "__main__":
    for figure in figures(as_proposed, tuple(scenarios(SEEDS))):
        print(f"{figure.name}: {figure.value:.1f} {figure.unit} (bound {figure.bound}; {figure.detail})", flush=True)
