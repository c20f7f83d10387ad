"""The deployments of a project, whoever recorded them: each commit once in each environment."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase

from teamkit.findings import Unseen
from teamkit.forges.addresses import without_password
from teamkit.forges.past.model import ForgeDeployment
from teamkit.history.noted import Noted
from teamkit.history.tagged import Tagged
from teamkit.measure.facts import Deployment
from teamkit.team.model import Deployments

_SHORT, _SHOWN = 10, 5
_VERSIONS = "v*"
_RECORD = "record each one as it is done: {} deployment record --environment {} --push"


def deployments(
    rule: Deployments, recorded: Iterable[ForgeDeployment | Noted], tags: Iterable[Tagged]
) -> tuple[Deployment, ...]:
    """The deployments to the environments of a rule, the oldest first; of several of a commit the first.

    Where the rule names a form of tags, each such tag is one to the first environment.
    """
    tagged = sorted(
        (each for each in tags if fnmatchcase(each.tag, rule.tags or _VERSIONS)), key=lambda each: (each.at, each.tag)
    )
    names = {each.commit: each.tag for each in reversed(tagged)}
    told = [_recorded(each, names) for each in recorded]
    if rule.tags:
        first = rule.environments[0]
        told += [Deployment(each.commit, first, each.at, each.tag, is_dated=each.is_dated) for each in tagged]
    known = {name.casefold(): name for name in rule.environments}
    return _once(replace(each, environment=name) for each in told if (name := known.get(each.environment.casefold())))


def absent(rule: Deployments, others: Iterable[str], fetch: str, tool: str) -> Unseen:
    """Why no deployment is known, and what to do.

    `others` are where it went instead, `fetch` brings notes, and `tool` is how this one is called here.
    """
    wanted = " or ".join(rule.environments)
    named = [name for name, _ in Counter(others).most_common() if name and name not in rule.environments]
    if named:
        mend = f"name the one that counts in team.yml, measures.deployments.environments: [{named[0]}]"
        return Unseen(f"deployments to {', '.join(named[:_SHOWN])} are recorded, and none to {wanted}", mend)
    if rule.tags:
        return Unseen(f"no tag has the form {rule.tags}", f"tag what is deployed: git tag --annotate {rule.tags}")
    recording = _RECORD.format(tool, rule.environments[0])
    mend = f"{recording}; or let tags count in team.yml, measures.deployments.tags: {_VERSIONS}"
    fetching = f"fetch what others recorded: {fetch}; otherwise " if fetch else ""
    return Unseen(f"no deployment to {wanted} is recorded", f"{fetching}{mend}")


def _recorded(told: ForgeDeployment | Noted, names: Mapping[str, str]) -> Deployment:
    name = names.get(told.commit, told.commit[:_SHORT])
    return Deployment(told.commit, told.environment, told.at, name, without_password(told.url))


def _once(found: Iterable[Deployment]) -> tuple[Deployment, ...]:
    first: dict[tuple[str, str], Deployment] = {}
    for each in sorted(found, key=lambda each: (each.at, each.commit, each.url)):
        earlier = first.setdefault((each.commit, each.environment), each)
        first[each.commit, each.environment] = replace(earlier, url=earlier.url or each.url)
    return tuple(sorted(first.values(), key=lambda each: each.at))
