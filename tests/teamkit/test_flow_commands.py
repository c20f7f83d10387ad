"""Why git did not do something is one line, without what nobody may see."""

from pathlib import Path

import pytest

from teamkit.findings import Refusal, Unseen
from teamkit.forges.model import Proposal
from teamkit.lifecycle.flowing.commands import NAMELESS, reason
from teamkit.lifecycle.flowing.performing import perform
from teamkit.lifecycle.flowing.steps import Propose
from teamkit.telling.flow import step


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "fatal: unable to access 'https://me:secret@example.com/a.git/': no\n",
            "unable to access 'https://example.com/a.git/': no",
        ),
        ("warning: x\nerror: first\nfatal: second\n", "first"),
        ("strange\n", "strange"),
        ("", "git failed"),
        ("Committer identity unknown\n*** Please tell me who you are.\n", NAMELESS),
        (
            " ! [rejected] x -> x (fetch first)\n",
            "the server has commits of it that you lack; take them first: git pull --rebase",
        ),
        (
            "remote: error: GH006: Protected branch update failed.        \nremote: \n"
            "remote: error: hook declined to update refs/heads/x\n ! [remote rejected] x -> x (hook declined)\n",
            "the server refused it: error: GH006: Protected branch update failed.",
        ),
        (
            " ! [remote rejected] x -> x (no)\nerror: failed to push some refs\n",
            "the server refused it: failed to push some refs",
        ),
    ],
)
def test_a_reason_is_one_line(said: str, told: str) -> None:
    assert reason(said) == told


def test_a_request_is_never_passed_over_where_no_forge_can_be_asked() -> None:
    wanted = Propose(Proposal("feature/x", "develop", "X", ""), "https://example.com")
    assert str(step(wanted)) == "request feature/x → develop: X"
    with pytest.raises(Refusal, match="no token; set one"):
        list(perform(Path(), [wanted], Unseen("no token", "set one")))
