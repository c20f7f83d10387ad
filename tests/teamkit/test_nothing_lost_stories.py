"""Whatever happens between production and develop: what is lost is named, and nothing else is.

`HISTORIES=500 make test` tries so many of them.
"""

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importing import Importer
from stories import HAPPENINGS, Story

from teamkit.checks.presence.judging import Fate, judgements
from teamkit.history.returning import Returning, returning

EXAMPLES = int(os.environ.get("HISTORIES", "60"))
HAPPENING = st.tuples(st.sampled_from(sorted(HAPPENINGS)), st.integers(0, 2**40))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(HAPPENING, min_size=3, max_size=20))
def test_what_is_lost_is_named_and_nothing_else(happenings: list[tuple[str, int]]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="story."))
    try:
        with Importer(folder / "shop") as importer:
            story = Story(importer)
            for happening, number in happenings:
                story.goes_on(happening, number)
            story.end()
        seen = returning(folder / "shop", {"branching": "gitflow", "production_branch": "main"})
        assert isinstance(seen, Returning)
        found = {each.commit.hash: each.fate for crossing in seen.crossings for each in judgements(crossing)}
        assert found == dict.fromkeys(story.lost, Fate.LOST) | dict.fromkeys(story.given_up, Fate.SUPERSEDED)
    finally:
        shutil.rmtree(folder)
