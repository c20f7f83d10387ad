"""What owners write comes through an update from every release, and a dangerous change of the template is seen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from histories import NEWEST, commit, git, releases
from replaying import ANSWERS, Fate, Replay, by_copier, by_teamkit, replay

BOUND = 0.9  # of a hundred edits ten may ask for a look: about one file in a project that is edited everywhere
ENGINES = {"copier": by_copier, "teamkit": by_teamkit}


def is_safe(done: Replay) -> bool:
    """Whether the template may be released."""
    return not done.those(Fate.LOST) and done.share >= BOUND


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("release", releases())
def test_edits_come_through_from_every_release_and_none_is_lost(
    release: str, engine: str, versions: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    done = replay(versions, tmp_path, release, ENGINES[engine])
    record_property("replay", f"{release} by {engine}: {done.share:.0%} of {len(done.fates)} edits without a conflict")
    assert is_safe(done), f"{done.those(Fate.LOST)} are lost, {done.those(Fate.CONFLICT)} conflict"


# ── A dangerous change turns it red ─────────────────────────────────────────────────────────────


def rename_a_shared_file(template: Path) -> None:
    git("mv", "template/AGENTS.md.jinja", "template/AGENT-RULES.md.jinja", where=template)
    table = (template / "copier.yml").read_text()
    (template / "copier.yml").write_text(table.replace("    AGENTS.md: ", "    AGENT-RULES.md: "))


def rewrite_lines_that_owners_edit(template: Path) -> None:
    for path in ("pyproject.toml.jinja", "config/settings.py.jinja", "justfile.jinja", ".gitignore", ".env.example"):
        file = template / "template" / path
        lines = file.read_text().splitlines()
        file.write_text("\n".join(f"{line}  # anew" if line and "%" not in line else line for line in lines) + "\n")


def come_back_to_what_is_the_owners(template: Path) -> None:
    settings = (template / "copier.yml").read_text()
    memory = ' + (born | default([]) if _copier_operation == "update" else [])'
    assert memory in settings
    (template / "copier.yml").write_text(settings.replace(memory, ""))
    (template / "template/README.md.jinja").write_text("# Another page\n")
    (template / "template/apps/core/more.py").write_text('"""More."""\n')


@pytest.mark.parametrize(
    "danger", [rename_a_shared_file, rewrite_lines_that_owners_edit, come_back_to_what_is_the_owners]
)
def test_a_dangerous_change_of_the_template_turns_it_red(
    danger: Callable[[Path], None], versions: Path, tmp_path: Path
) -> None:
    dangerous = tmp_path / "template"
    git("clone", "--quiet", str(versions), str(dangerous), where=tmp_path)
    git("remote", "remove", "origin", where=dangerous)
    danger(dangerous)
    commit(dangerous, "Be dangerous")
    git("tag", "--force", NEWEST, where=dangerous)
    newest = list(releases())[-1]
    assert not is_safe(replay(dangerous, tmp_path / "projects", newest, by_copier, ANSWERS[:1]))
