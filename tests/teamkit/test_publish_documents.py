"""The documents that follow from a team, and only from the team and the tree."""

from pathlib import Path

import pytest
from hypothesis import given
from publish_teams import TEAM, teams

from teamkit.findings import Refusal
from teamkit.publish.documents import documents
from teamkit.publish.header import is_generated
from teamkit.publish.writing import plan, write
from teamkit.team.model import Absence, Area, Team

PAGES = {f"docs/team/{name}" for name in ("channels.md", "responsibilities.md", "skills.md", "who-decides.md")}


def paths(team: Team, *tree: str) -> set[str]:
    return {document.path for document in documents(team, tree) if document.text is not None}


def test_the_paths_are_those_of_the_forge() -> None:
    common = PAGES | {f"docs/team/{name}" for name in ("responsibilities.svg", "first-day.md", "team.schema.json")}
    assert paths(TEAM) == common | {".github/CODEOWNERS"}
    assert paths(TEAM.model_copy(update={"forge": "gitlab"})) == common | {".gitlab/CODEOWNERS"}


def test_a_change_of_forges_takes_the_other_owners_file_away_unless_somebody_wrote_it(tmp_path: Path) -> None:
    write(tmp_path, plan(tmp_path, documents(TEAM, ())))
    moved = TEAM.model_copy(update={"forge": "gitlab"})
    assert {(change.path, change.after is None) for change in plan(tmp_path, documents(moved, ()))} == {
        (".github/CODEOWNERS", True),
        (".gitlab/CODEOWNERS", False),
    }
    write(tmp_path, plan(tmp_path, documents(moved, ())))
    assert not (tmp_path / ".github/CODEOWNERS").exists()
    (tmp_path / ".github/CODEOWNERS").write_text("* @us\n")
    assert plan(tmp_path, documents(moved, ())) == ()


def test_agents_md_has_its_region_only_where_it_exists() -> None:
    assert [d.region for d in documents(TEAM, ("AGENTS.md",)) if d.path == "AGENTS.md"] == ["owners"]
    assert "AGENTS.md" not in paths(TEAM)


@given(team=teams())
def test_whole_documents_say_that_they_are_generated(team: Team) -> None:
    whole = [document.text for document in documents(team, ()) if document.text and document.region is None]
    assert len(whole) == 7
    assert all(map(is_generated, whole))


def test_absences_change_no_document() -> None:
    ada = TEAM.users["ada"]
    away = ada.model_copy(update={"away": (Absence.model_validate({"from": "2026-01-01", "to": "2099-01-01"}),)})
    assert documents(TEAM.model_copy(update={"users": {**TEAM.users, "ada": away}}), ()) == documents(TEAM, ())


@pytest.mark.parametrize("rival", ["CODEOWNERS", "docs/CODEOWNERS"])
def test_another_owners_file_is_refused_because_a_forge_reads_one_only(rival: str, tmp_path: Path) -> None:
    (tmp_path / rival).parent.mkdir(exist_ok=True)
    (tmp_path / rival).write_text("* @us\n")
    with pytest.raises(Refusal) as refusal:
        plan(tmp_path, documents(TEAM, (rival,)))
    assert str(refusal.value) == (
        f"{rival}: a forge reads one owners file only, and .github/CODEOWNERS is the generated one;"
        " take its rules into team.yml and delete it"
    )


def test_another_schema_owner_changes_file_matrix_picture_and_pages(tmp_path: Path) -> None:
    (tmp_path / "AGENTS.md").write_text("# By hand\n")
    tree = ("AGENTS.md",)
    write(tmp_path, plan(tmp_path, documents(TEAM, tree)))
    schema = Area(title="Database schema", paths=("**/migrations/",), accountable="alan", deputy="ada")
    changed = TEAM.model_copy(update={"areas": {**TEAM.areas, "schema": schema}})
    assert {change.path for change in plan(tmp_path, documents(changed, tree))} == {
        ".github/CODEOWNERS",
        "AGENTS.md",
        "docs/team/first-day.md",
        "docs/team/responsibilities.md",
        "docs/team/responsibilities.svg",
        "docs/team/who-decides.md",
    }


@pytest.mark.parametrize("team", [Team(), Team(areas=TEAM.areas | {}, users=TEAM.users, groups=TEAM.groups)])
def test_a_second_run_changes_nothing(tmp_path: Path, team: Team) -> None:
    write(tmp_path, plan(tmp_path, documents(team, ())))
    assert plan(tmp_path, documents(team, ())) == ()


def test_what_is_written_on_the_first_day_page_survives_the_next_run(tmp_path: Path) -> None:
    write(tmp_path, plan(tmp_path, documents(Team(), ())))
    page = tmp_path / "docs/team/first-day.md"
    page.write_text(page.read_text().replace("Not written yet.", "We sell tea.") + "\nBring a cup.\n")
    write(tmp_path, plan(tmp_path, documents(TEAM, ())))
    text = page.read_text()
    assert "We sell tea." in text
    assert text.endswith("\nBring a cup.\n")
    assert "| API design | Ada | Grace |" in text


def test_committing_what_was_generated_changes_nothing() -> None:
    area = Area(title="Words", paths=("docs", "team", ".gitlab"), accountable="ada")
    team = TEAM.model_copy(update={"forge": "gitlab", "areas": {"words": area}})
    first = documents(team, ("manage.py",))
    assert documents(team, ("manage.py", *(document.path for document in first))) == first
