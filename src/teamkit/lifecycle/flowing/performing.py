"""Do the steps of a plan, one after the other."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from teamkit.findings import Refusal, Unseen
from teamkit.forges.model import ExistsError, ForbiddenError, Forge, MissingError
from teamkit.lifecycle.flowing import bumping, commands
from teamkit.lifecycle.flowing.steps import Bump, ByHand, Git, Note, Propose, Publish, Revise, Step


def perform(root: Path, steps: Iterable[Step], forge: Forge | Unseen) -> Iterator[tuple[Step, str]]:
    """Each step as soon as it is done, and the address that it has now.

    Raises Refusal or ForgeError at the first that is refused: the ones before are done, and those after it are not.
    """
    for step in steps:
        yield step, _done(root, step, forge)


def _done(root: Path, step: Step, forge: Forge | Unseen) -> str:
    match step:
        case Git():
            commands.git(root, *step.arguments)
        case Bump():
            bumping.commit(root, step)
        case Propose():
            return _proposed(step, _required(forge))
        case Revise():
            _required(forge).revise(step.opened.number, step.proposal)
            return step.opened.url
        case Publish():
            with suppress(ExistsError):
                return _required(forge).release(step.tag, step.commit, step.notes)
        case ByHand() | Note():
            pass
    return ""


def _proposed(step: Propose, forge: Forge) -> str:
    """Where a request is open now; empty where somebody else opened it a moment ago."""
    try:
        return forge.propose(step.proposal).url
    except ExistsError:
        return ""
    except (ForbiddenError, MissingError) as error:
        unseen = error.unseen
        raise ForbiddenError(unseen.why, f"{unseen.mend}, or open the request yourself: {step.page}") from None


def _required(forge: Forge | Unseen) -> Forge:
    if isinstance(forge, Unseen):
        raise Refusal(f"{forge.why}; {forge.mend}")
    return forge
