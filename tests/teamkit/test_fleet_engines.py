"""What is written for an engine reaches the repositories that are on its forge, and says which it does not."""

from pathlib import Path

import pytest
from fleets import fleet, run
from histories import git

from teamkit.findings import Refusal
from teamkit.lifecycle.fleet.engines import written
from teamkit.lifecycle.fleet.listing import Entry, Listing

MIXED = ("https://github.com/org/shop.git", "git@gitlab.com:org/sub/site.git", "ssh://git@git.example.com/org/own")


def entries(*addresses: str, is_remote: bool = True) -> Listing:
    return Listing(tuple(Entry(address, address, None, is_remote) for address in addresses))


@pytest.mark.parametrize(
    ("engine", "paths", "unreached"),
    [
        ("github", [".github/workflows/fleet.yml"], MIXED[1:]),
        ("gitlab", ["fleet.gitlab-ci.yml", "fleet-wave.gitlab-ci.yml"], (MIXED[0], MIXED[2])),
        ("renovate", ["renovate.github.json", "renovate.gitlab.json"], (MIXED[2],)),
    ],
)
def test_an_engine_reaches_what_is_on_its_forge(engine: str, paths: list[str], unreached: tuple[str, ...]) -> None:
    found = written(engine, entries(*MIXED), {})
    assert [document.path for document in found.documents] == paths
    assert found.unreached == unreached


def test_a_server_of_ones_own_is_reached_where_the_environment_names_it() -> None:
    found = written("gitlab", entries(*MIXED), {"CI_SERVER_URL": "https://git.example.com"})
    assert "org/own:\n  extends: .update" in str(found.documents[1].text)
    assert found.unreached == MIXED[:2]


def test_a_folder_is_reached_by_its_remote(tmp_path: Path) -> None:
    git("init", "--quiet", where=tmp_path)
    git("remote", "add", "origin", "git@github.com:org/shop.git", where=tmp_path)
    found = written("github", entries(str(tmp_path), is_remote=False), {})
    assert "          - org/shop\n" in str(found.documents[0].text)


@pytest.mark.parametrize(
    "address", ["https://github.com/org/${{ secrets.X }}", "https://github.com/org/a: b", "missing"]
)
def test_a_name_that_would_be_code_in_a_pipeline_is_not_written(address: str) -> None:
    with pytest.raises(Refusal, match=r"^github reaches no repository of this fleet; name them by"):
        written("github", entries(address), {})


def test_writing_again_changes_nothing_and_a_file_of_somebody_stays(tmp_path: Path) -> None:
    file = fleet(tmp_path, *MIXED[:2])
    words = ("write", "gitlab", "--out", str(tmp_path))
    tried = run(file, *words, "--dry-run", cache=tmp_path)
    assert (tried.exit_code, "+++ b/fleet.gitlab-ci.yml" in tried.stdout) == (2, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fleet.yml"]
    written_first = run(file, *words, cache=tmp_path)
    assert written_first.stdout.splitlines() == [
        "wrote fleet-wave.gitlab-ci.yml",
        "wrote fleet.gitlab-ci.yml",
        "unknown shop: gitlab does not reach it",
    ]
    assert run(file, *words, cache=tmp_path).stdout == "unknown shop: gitlab does not reach it\n"
    (tmp_path / "fleet.gitlab-ci.yml").write_text("mine: {}\n")
    refused = run(file, *words, cache=tmp_path)
    assert refused.exit_code == 3
    assert refused.stderr == (
        "error: fleet.gitlab-ci.yml: was written by hand and is not overwritten; "
        "take what it says into fleet.yml, then move or delete it\n"
    )
