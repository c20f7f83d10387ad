"""Which commits and requests are those of programs, and so count in no figure."""

from collections.abc import Collection

from teamkit.forges.bots import is_bot
from teamkit.forges.past.model import PastRequest
from teamkit.history import habits


class Programs:
    """The programs that are known as such, and those that a team names, by their handles or names."""

    def __init__(self, named: Collection[str] = ()) -> None:
        """Learn the names that `measures.bots` of team.yml adds."""
        self._named = frozenset(name.casefold() for name in named)

    def wrote(self, author: str) -> bool:
        """Whether a commit is theirs, by its author as `name <address>`."""
        name, _, address = author.removesuffix(">").rpartition(" <")
        return habits.is_bots(author) or bool({name.casefold(), address.casefold()} & self._named)

    def opened(self, request: PastRequest) -> bool:
        """Whether a request is theirs."""
        return request.is_bots or self.is_one(request.author)

    def is_one(self, handle: str | None) -> bool:
        """Whether a handle is one of theirs, by its form or because a team says so; of a lost account nobody knows."""
        return is_bot(handle) or (handle or "").casefold() in self._named
