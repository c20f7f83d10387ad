"""Who is to look at an open request on a day."""

from datetime import date

from teamkit.forges.model import Request
from teamkit.team import looking
from teamkit.team.looking import Looker
from teamkit.team.model import Team


def is_reviewed(request: Request) -> bool:
    """Whether a person looked at a request since it was last marked as ready."""
    return any(review.at >= request.ready and not review.is_bots for review in request.reviews)


def lookers(team: Team, request: Request, day: date) -> tuple[Looker, ...]:
    """Everybody who is to look at a request: nobody at a draft, nor where nobody was asked and somebody has looked."""
    if request.is_draft or (not request.asked and (request.is_bots or is_reviewed(request))):
        return ()
    paths = (file.path for file in request.files)
    return looking.lookers(team, request.author, request.asked, paths, day)
