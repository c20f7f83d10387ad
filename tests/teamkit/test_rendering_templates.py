"""Templates are rendered without trust, and what goes wrong is one line."""

from pathlib import Path

import pytest
from histories import commit, git

from teamkit.findings import Refusal
from teamkit.lifecycle.rendering import Template

ANSWERS = "{{ _copier_conf.answers_file }}.jinja"
SETTINGS = """\
_exclude: [copier.yml, .git, "{% if _copier_operation == 'update' %}born.txt{% endif %}"]
name: {type: str, default: shop, validator: "{% if name == 'bad' %}a name cannot be bad{% endif %}"}
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    git("init", "--quiet", "--initial-branch", "main", where=folder)
    (folder / "copier.yml").write_text(SETTINGS)
    (folder / ANSWERS).write_text("{{ _copier_answers | to_nice_yaml }}")
    (folder / "born.txt").write_text("once\n")
    (folder / "name.txt.jinja").write_text("{{ name }}\n")
    commit(folder, "Begin")
    git("tag", "v1.0.0", where=folder)
    (folder / "name.txt.jinja").write_text("the {{ name }}\n")
    commit(folder, "Say the")
    git("tag", "v1.1.0", where=folder)
    return folder


def test_a_version_is_rendered_with_the_answers_given(source: Path, tmp_path: Path) -> None:
    made = Template(str(source), "v1.0.0").render(tmp_path / "old", {"name": "bakery"})
    assert (made.folder / "name.txt").read_text() == "bakery\n"
    assert not (made.folder / "born.txt").exists()
    assert (made.version, made.answers["name"]) == ("1.0.0", "bakery")
    assert "_commit: v1.0.0" in (made.folder / ".copier-answers.yml").read_text()


def test_without_a_version_the_newest_release_is_rendered(source: Path, tmp_path: Path) -> None:
    made = Template(str(source)).render(tmp_path / "new", {}, operation="copy", without=["name.txt"])
    assert {path.name for path in made.folder.iterdir()} == {".copier-answers.yml", "born.txt"}
    assert made.version == "1.1.0"


def test_a_template_that_wants_trust_is_refused(source: Path, tmp_path: Path) -> None:
    (source / "copier.yml").write_text("_tasks: [touch ran]\n")
    commit(source, "Run something")
    git("tag", "v1.2.0", where=source)
    with pytest.raises(Refusal, match=r"wants to run code of its own, and nothing here trusts it"):
        Template(str(source)).render(tmp_path / "new", {})
    assert not (tmp_path / "new" / "ran").exists()


def test_a_template_that_is_not_there_is_said_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(
        Refusal, match=r"^the template git\+http://127\.0\.0\.1:9/x\.git at v1 cannot be reached"
    ) as refused:
        Template("git+http://me:secret@127.0.0.1:9/x.git", "v1").render(tmp_path / "new", {})
    assert "secret" not in str(refused.value)


def test_answers_that_the_template_refuses_are_one_line(source: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"the template refuses the answers: .*a name cannot be bad"):
        Template(str(source)).render(tmp_path / "new", {"name": "bad"})
