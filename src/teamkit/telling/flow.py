"""What people read about steps of the flow."""

from rich.text import Text

from teamkit.lifecycle.flowing.steps import Bump, ByHand, Git, Note, Propose, Publish, Revise, Step


def step(done: Step, address: str = "") -> Text:
    """One step, and the address that it has."""
    match done:
        case Git(arguments):
            return Text(f"$ git {' '.join(map(_quoted, arguments))}", "dim")
        case Bump():
            return Text(f"version {done.version} with its changelog: one commit on {done.branch}")
        case Propose(proposal, _) | Revise(_, proposal):
            return Text(f"request {proposal.source} → {proposal.target}: {proposal.title}{_below(address)}")
        case ByHand(proposal, page, why):
            return Text(f"open the request {proposal.source} → {proposal.target} yourself ({why}):{_below(page)}")
        case Publish():
            return Text(f"release {done.tag} of {done.commit[:10]}{_below(address)}")
        case Note(words):
            return Text(words, "yellow")


def _below(address: str) -> str:
    return f"\n  {address}" if address else ""


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word
