"""The forge behind a repository is found from its remotes and the environment, or one line says why not."""

import logging
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from fake_forge.server import FakeForge, Fault, serving
from fake_forge.state import TOKEN, Level, World
from fake_forge.using import Clock, asking, environment
from histories import git

from teamkit.findings import Unseen
from teamkit.forges.cache import folder
from teamkit.forges.finding import find
from teamkit.forges.github import GitHub
from teamkit.forges.gitlab import GitLab
from teamkit.forges.kinds import GITHUB
from teamkit.forges.model import Forge, ForgeError
from teamkit.forges.waiting import Patience
from teamkit.history.remotes import remotes

SHOP = "https://github.com/org/shop.git"
BLANK = " "


def finding(*addresses: str, forge: str = "github", **variables: str) -> Forge | Unseen:
    return find(addresses, {"XDG_CACHE_HOME": "/nowhere", **variables}, forge, Patience())


def reason(*addresses: str, forge: str = "github", **variables: str) -> str:
    unseen = finding(*addresses, forge=forge, **variables)
    assert isinstance(unseen, Unseen)
    assert "\n" not in f"{unseen.why}{unseen.mend}"
    return f"{unseen.why}; {unseen.mend}"


# ── Which make ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("remote", "forge", "variables", "make"),
    [
        (SHOP, "gitlab", {"GITHUB_TOKEN": "t"}, GitHub),
        (SHOP, "github", {"GH_TOKEN": "t"}, GitHub),
        ("git@gitlab.com:org/sub/shop.git", "github", {"GITLAB_TOKEN": "t"}, GitLab),
        ("git@gitlab.com:org/sub/shop.git", "github", {"CI_JOB_TOKEN": "t"}, GitLab),
        (
            "https://gitlab.example.com/org/shop",
            "github",
            {"GITLAB_TOKEN": "t", "CI_SERVER_URL": "https://gitlab.example.com"},
            GitLab,
        ),
        (
            "https://git.example.com/org/shop",
            "github",
            {"GITLAB_TOKEN": "t", "CI_SERVER_URL": "https://git.example.com:8443/"},
            GitLab,
        ),
        (
            "https://git.example.com/org/shop",
            "gitlab",
            {"GITHUB_TOKEN": "t", "GITHUB_SERVER_URL": "https://git.example.com"},
            GitHub,
        ),
    ],
)
def test_the_host_tells_the_make_of_a_forge(
    remote: str, forge: str, variables: Mapping[str, str], make: type[GitHub | GitLab]
) -> None:
    opened = finding(remote, forge=forge, **variables)
    assert isinstance(opened, make)
    opened.close()


def test_where_the_host_does_not_tell_the_team_does() -> None:
    remote = "git@code.example.com:org/shop.git"
    assert "GITHUB_TOKEN is not set" in reason(remote, forge="github")
    assert "GITLAB_TOKEN is not set" in reason(remote, forge="gitlab")


@pytest.mark.parametrize(
    ("kind", "variables"),
    [
        ("github", {"GITHUB_API_URL": "{url}/api/v3", "GITHUB_GRAPHQL_URL": "{url}/api/graphql"}),
        ("github", {"GITHUB_API_URL": "{url}/api/v3/"}),
        ("gitlab", {"CI_API_V4_URL": "{url}/api/v4/"}),
    ],
)
def test_interfaces_stand_where_the_environment_says(
    kind: str, variables: Mapping[str, str], forge: FakeForge, tmp_path: Path
) -> None:
    forge.world.members = {"ada": Level.WRITE}
    said = environment(forge, kind, tmp_path) | {name: url.format(url=forge.url) for name, url in variables.items()}
    said |= {"GITHUB_SERVER_URL": "https://github.com", "CI_SERVER_URL": "https://gitlab.com"}
    opened = find([f"https://{kind}.com/org/shop.git"], said, kind, Clock().patience())
    assert not isinstance(opened, Unseen)
    assert opened.open_requests() == ()
    assert opened.may_write(["ada"]) == {"ada": True}
    opened.close()


def test_a_gitlab_below_a_folder_of_its_host_is_asked_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving(World()) as forge:
        variables = environment(forge, "gitlab", tmp_path)
        variables |= {"CI_SERVER_URL": f"{forge.url}/code", "CI_API_V4_URL": f"{forge.url}/api/v4"}
        opened = find([f"{forge.url}/code/org/shop.git"], variables, "gitlab", Clock().patience())
        assert not isinstance(opened, Unseen)
        assert opened.open_requests() == ()
        opened.close()


# ── Why not ─────────────────────────────────────────────────────────────────────────────────────


def test_without_a_remote_on_a_forge_that_is_said() -> None:
    assert reason("/srv/shop.git") == "no remote of this repository is on a forge; add one: git remote add origin URL"


def test_without_a_token_the_variable_is_named() -> None:
    assert reason(SHOP, GITHUB_TOKEN=BLANK) == (
        "GITHUB_TOKEN is not set, so nobody asked github.com; "
        "set GITHUB_TOKEN to a token that may read pull requests and members"
    )


def test_without_a_token_for_a_server_of_ones_own_both_variables_are_named() -> None:
    said = reason("git@gitlab.example.com:org/shop.git")
    assert said.endswith("with the scope read_api, and CI_SERVER_URL to https://gitlab.example.com")


def test_a_token_is_not_sent_to_a_host_that_nobody_named() -> None:
    assert reason("https://gitlab.example.com/org/shop", GITLAB_TOKEN=TOKEN) == (
        "GITLAB_TOKEN was not sent to gitlab.example.com, since nothing says that it is for it; "
        "if it is, set CI_SERVER_URL to https://gitlab.example.com"
    )


@pytest.mark.parametrize("name", ["GITHUB_SERVER_URL", "GITHUB_API_URL", "GITHUB_GRAPHQL_URL"])
@pytest.mark.parametrize(
    "url", ["github.com", "ftp://github.com", "https://u:p@github.com", "https://[x", "https://a b", "https://x:y"]
)
def test_a_variable_that_is_no_address_is_named(name: str, url: str) -> None:
    said = reason(SHOP, GH_TOKEN=TOKEN, **{name: url})
    assert said == f"{name} is not an address; write it like https://github.com, without a password"


@pytest.mark.parametrize("token", ["two\nlines", "töken", "a\x00b"])
def test_a_token_that_cannot_be_sent_is_refused_without_being_shown(token: str) -> None:
    said = reason(SHOP, GITHUB_TOKEN=token)
    assert said.startswith("GITHUB_TOKEN holds characters that no token has; set GITHUB_TOKEN")
    assert token not in said


def test_a_user_without_a_home_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", raising)
    with pytest.raises(ForgeError, match="there is no home to keep answers in; set XDG_CACHE_HOME to a folder"):
        finding(SHOP, GH_TOKEN=TOKEN, XDG_CACHE_HOME="relative")


def raising() -> Path:
    raise RuntimeError


def test_answers_are_kept_in_the_users_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert folder({}) == folder({"XDG_CACHE_HOME": "relative"}) == tmp_path / ".cache/teamkit"
    assert folder({"XDG_CACHE_HOME": str(tmp_path / "x")}) == tmp_path / "x/teamkit"


def test_a_bad_proxy_of_the_environment_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "nonsense://proxy")
    with pytest.raises(ForgeError, match="no forge can be asked; mend HTTPS_PROXY and SSL_CERT_FILE"):
        finding(SHOP, GITHUB_TOKEN=TOKEN)


# ── Remotes ─────────────────────────────────────────────────────────────────────────────────────


def test_remotes_are_those_that_git_fetches_from_origins_first(tmp_path: Path) -> None:
    git("init", "--quiet", where=tmp_path)
    assert remotes(tmp_path) == ()
    git("remote", "add", "fork", "work:eve/shop", where=tmp_path)
    git("remote", "add", "origin", SHOP, where=tmp_path)
    git("remote", "set-url", "--push", "origin", "git@github.com:other/shop", where=tmp_path)
    git("config", "url.git@github.com:.insteadOf", "work:", where=tmp_path)
    assert remotes(tmp_path) == (SHOP, "git@github.com:eve/shop")


# ── The token stays secret ──────────────────────────────────────────────────────────────────────

FAULTS = {
    "refused": Fault(401),
    "forbidden": Fault(403),
    "missing": Fault(404),
    "limited": Fault(429, {"Retry-After": "9999"}),
    "broken": Fault(500),
    "passing": Fault(503),
    "cut": Fault(body="{", is_cut=True),
    "slow": Fault(is_slow=True),
    "rubbish": Fault(body=f"<html>{TOKEN}</html>"),
    "astray": Fault(302, {"Location": "ftp://elsewhere/"}),
    "circle": Fault(302, {"Location": "/api/v3/repos/org/shop"}),
}


@pytest.fixture
def everything(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> Callable[[], str]:
    """All that was printed, logged and written."""
    caplog.set_level(logging.DEBUG)

    def told() -> str:
        written = [f"{path}{path.read_text()}" for path in tmp_path.rglob("*") if path.is_file()]
        return "".join((*capfd.readouterr(), caplog.text, *written))

    return told


def failure(forge: Forge) -> ForgeError | None:
    try:
        forge.may_write(["ada", "org/core"])
        forge.open_requests()
    except ForgeError as error:
        return error
    return None


@pytest.mark.parametrize("kind", ["github", "gitlab"])
@pytest.mark.parametrize("fault", FAULTS)
def test_no_failure_shows_the_token(
    fault: str, kind: str, forge: FakeForge, tmp_path: Path, everything: Callable[[], str]
) -> None:
    forge.faults.extend([FAULTS[fault]] * 30)
    with asking(forge, kind, tmp_path, patience=Clock().patience(read=0.05, tries=2)) as asked:
        error = failure(asked)
    assert error
    assert error.__context__ is None
    assert TOKEN not in "".join(traceback.format_exception(error)) + repr(error) + everything()
    assert forge.calls[0].headers["Authorization"] == f"Bearer {TOKEN}"


def test_what_is_kept_does_not_hold_the_token(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.members = {"ada": Level.WRITE}
    with asking(forge, "gitlab", tmp_path) as asked:
        asked.may_write(["ada"])
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 2
    assert [path for path in files if TOKEN in path.read_text() or TOKEN in path.name] == []


def test_a_token_is_printed_without_its_value() -> None:
    token = GITHUB.token({"GITHUB_TOKEN": TOKEN})
    assert token is not None
    assert TOKEN in token.value
    assert TOKEN not in f"{token} {token!r}"


# ── Starting ────────────────────────────────────────────────────────────────────────────────────


def test_nothing_speaks_http_until_a_forge_is_asked() -> None:
    code = "import sys, teamkit.lifecycle.looking, teamkit.checks; print('httpx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
