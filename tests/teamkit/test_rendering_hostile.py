"""Whatever a template is, rendering it is one line when it fails, and reads nothing outside of it."""

import os
from pathlib import Path

import pytest
from histories import commit, git

from teamkit.findings import Refusal
from teamkit.lifecycle.rendering import Template


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    git("init", "--quiet", "--initial-branch", "main", "--template=", where=folder)
    (folder / "copier.yml").write_text("name: {type: str, default: shop}\n")
    (folder / "name.txt.jinja").write_text("{{ name }}\n")
    commit(folder, "Begin")
    return folder


def refused(source: Path, folder: Path) -> str:
    """What is said about a template as it is in its folder, with nothing printed or left."""
    commit(source, "Be bad")
    git("tag", "v1.0.0", where=source)
    with pytest.raises(Refusal) as refusal:
        Template(str(source), "v1.0.0").render(folder / "made", {})
    said = str(refusal.value)
    assert "\n" not in said
    return said.removeprefix(f"the template {source} ")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ name", "unexpected end of template, expected 'end of print statement'."),
        ("{{ nobody.name }}", "'nobody' is undefined"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ 1 + name }}", "unsupported operand type(s) for +: 'int' and 'str'"),
        ("{{ ''.__class__() }}", "access to attribute '__class__' of 'str' object is unsafe."),
        ("{% include '/etc/hostname' %}", "'/etc/hostname' not found in search path"),
    ],
)
def test_an_error_in_a_file_of_a_template_is_one_line(source: Path, tmp_path: Path, text: str, reason: str) -> None:
    (source / "name.txt.jinja").write_text(text)
    said = refused(source, tmp_path)
    assert said.startswith(f"has an error of its own ({reason}")
    assert said.endswith("); tell those who keep it")


def test_settings_that_are_no_yaml_are_one_line(
    source: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (source / "copier.yml").write_text("name: [\n")
    assert refused(source, tmp_path) == "has settings that nobody can read; tell those who keep it"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("target", ["secret", "."])
def test_a_link_out_of_a_template_is_not_read(source: Path, tmp_path: Path, target: str) -> None:
    (tmp_path / "secret").write_text("secret")
    (source / "link").symlink_to(tmp_path / target)
    assert refused(source, tmp_path).startswith('has an error of its own ("link" is forbidden')


def test_a_name_that_leads_out_of_the_folder_is_not_written(source: Path, tmp_path: Path) -> None:
    (source / "copier.yml").write_text("name: {type: str, default: '../../out'}\n")
    (source / "{{ name }}.txt").write_text("out")
    assert refused(source, tmp_path).startswith('has an error of its own ("../../out.txt" is forbidden')
    assert not (tmp_path / "out.txt").exists()


def test_a_file_of_any_name_is_rendered(source: Path, tmp_path: Path) -> None:
    names = [b"--force", b"two\nlines", b"tab\t", b"\xff\xfe"]
    for name in names:
        (source / os.fsdecode(name)).write_text("kept")
    commit(source, "Name")
    made = Template(str(source), "HEAD").render(tmp_path / "made", {})
    assert {os.fsencode(path.name) for path in made.folder.iterdir()} == {*names, b"name.txt"}


@pytest.mark.parametrize("version", ["v9", "--upload-pack=touch ran"])
def test_a_version_that_is_not_there_is_named(source: Path, tmp_path: Path, version: str) -> None:
    with pytest.raises(Refusal) as refusal:
        Template(str(source), version).render(tmp_path / "made", {})
    assert str(refusal.value) == (
        f"the template {source} has no version {version}; see them: git ls-remote --tags {source}"
    )


@pytest.mark.parametrize(
    "address", ["ext::sh -c touch% ran", "git+ext::sh -c touch% ran", "--upload-pack=touch ran.git", "/nowhere"]
)
def test_an_address_that_is_none_runs_nothing(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refusal, match=r"cannot be reached \(.*\); mend the address or the network$"):
        Template(address, "v1").render(tmp_path / "made", {})
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("who", ["me:secret", "me:sec@ret", "secret"])
def test_a_password_is_never_printed(tmp_path: Path, who: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPIER_CACHE_DIR", str(tmp_path / "cache"))
    with pytest.raises(Refusal, match=r"^the template http://127\.0\.0\.1:9/x\.git cannot be reached") as refusal:
        Template(f"http://{who}@127.0.0.1:9/x.git").render(tmp_path / "made", {})
    assert "ret" not in str(refusal.value)
