"""The answers that a repository gives by itself, each with where it stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from fnmatch import fnmatchcase

from teamkit.lifecycle.adopting.facts import Facts, Line
from teamkit.lifecycle.adopting.handles import handle_of

PYTHONS = ("3.12", "3.13", "3.14")
_USUAL = "nothing says otherwise"
_FORSAKEN = timedelta(days=182)
_NAMES = (
    ("pyproject.toml", r'(?ms)^\[(?:project|tool\.poetry)\]\s*$(?:(?!^\[).)*?^name\s*=\s*["\']([^"\']+)'),
    ("setup.cfg", r"(?m)^name\s*=\s*([\w.-]+)\s*$"),
    ("setup.py", r"""\bname\s*=\s*["']([\w.-]+)["']"""),
)
_VERSIONS = (
    (".python-version", r"(?m)^(3\.\d+)"),
    ("runtime.txt", r"python-(3\.\d+)"),
    (".tool-versions", r"(?m)^python\s+(3\.\d+)"),
    ("pyproject.toml", r'(?m)^(?:requires-python|python)\s*=\s*["\'][^\d"\']*(3\.\d+)'),
    ("*Dockerfile*", r"(?mi)^FROM\s.*python[^\s:]*:[^\s\d]*(3\.\d+)"),
    ("Pipfile", r'(?m)^python_version\s*=\s*"(3\.\d+)'),
    ("setup.cfg", r"(?m)^python_requires\s*=\D*(3\.\d+)"),
    ("setup.py", r"python_requires\s*=\s*[\"']\D*(3\.\d+)"),
)
_LICENCES = {
    "MIT": r"\bMIT License\b|Permission is hereby granted, free of charge",
    "Apache-2.0": r"Apache License\s+Version 2\.0",
}
_BSD = r"(?s)Redistribution and use in source and binary forms.*Neither the name"
_PIPELINES = {"actions": (".github/workflows/*.yml", ".github/workflows/*.yaml"), "gitlab": (".gitlab-ci.yml",)}
_OTHERS = (".circleci/config.yml", ".travis.yml", "azure-pipelines.yml", "bitbucket-pipelines.yml", ".drone.yml")


@dataclass(frozen=True)
class Guess:
    """An answer of the template's, and where it comes from, in words; `doubt` is what a person should look at."""

    name: str
    value: str
    source: str
    doubt: str = ""


def guesses(facts: Facts, given: Mapping[str, str]) -> tuple[Guess, ...]:
    """Every answer: as it is given, else as the repository says it."""
    forge = _answered(given, forge_of(facts))
    production, branching = flow_of(facts)
    found = (
        *(name_of(facts), forge, pipeline_of(facts, forge.value), organisation_of(facts)),
        *(handle_of_adopter(facts, forge.value), branching, production),
        *(linters_of(facts), python_of(facts), licence_of(facts)),
    )
    answered = tuple(_answered(given, guess) for guess in found)
    names = {guess.name for guess in answered}
    return (*answered, *(Guess(name, value, "you say so") for name, value in given.items() if name not in names))


def _answered(given: Mapping[str, str], guess: Guess) -> Guess:
    return Guess(guess.name, given[guess.name], "you say so") if guess.name in given else guess


# ── What it is, and where it lives ──────────────────────────────────────────────────────────────


def name_of(facts: Facts) -> Guess:
    """The name of the package, else that of the repository on its forge, else that of the folder."""
    packaged = ((path, match[1]) for path, match in _found(facts, _NAMES))
    path, name = next(packaged, ("", ""))
    if not name and facts.addresses:
        name, path = facts.addresses[0].path.rpartition("/")[2], "the remote"
    words = re.sub(r"[-_.\s]+", " ", name or facts.folder).strip()
    return Guess("project_name", words.title() if words.islower() else words, path or "the folder's name")


def forge_of(facts: Facts) -> Guess:
    """By the host of a remote, else by files that only one forge reads."""
    for address in facts.addresses:
        for name in ("gitlab", "github"):
            if name in address.host:
                return Guess("forge", name, f"the remote is on {address.host}")
    signs = {"gitlab": facts.first(".gitlab-ci.yml", ".gitlab/*"), "github": facts.first(".github/*")}
    for name, path in signs.items():
        if path:
            return Guess("forge", name, path)
    hosts = ", ".join(address.host for address in facts.addresses)
    doubt = f"the remote is on {hosts}, which the template does not know" if hosts else ""
    return Guess("forge", "github", _USUAL, doubt)


def pipeline_of(facts: Facts, forge: str) -> Guess:
    """By the files of pipelines; what the forge brings goes before Jenkins, beside which it can stand."""
    own = "actions" if forge == "github" else "gitlab"
    jenkins, mine = facts.first("Jenkinsfile"), facts.first(*_PIPELINES[own])
    if jenkins and not mine:
        return Guess("pipeline", "jenkins", jenkins)
    other = jenkins or facts.first(*_OTHERS)
    doubt = f"{other} is there too; the team's checks run beside it" if other else ""
    return Guess("pipeline", own, mine or f"it comes with {forge}", doubt)


def organisation_of(facts: Facts) -> Guess:
    """Who owns the repository on its forge."""
    owner = facts.addresses[0].path.rpartition("/")[0] if facts.addresses else ""
    return Guess("organisation", owner, "the remote" if owner else "no remote is on a forge")


def handle_of_adopter(facts: Facts, forge: str) -> Guess:
    """Who asks, where the own address names a handle beyond doubt; nobody else's, and never a likely one."""
    handle = handle_of(facts.email, forge)
    if handle:
        return Guess("handle", handle, f"your address {facts.email} names it")
    return Guess("handle", "", "your address names none, and none is invented: --data handle=NAME")


# ── How the team works ──────────────────────────────────────────────────────────────────────────


def flow_of(facts: Facts) -> tuple[Guess, Guess]:
    """The branch that production runs, and the branching model: that of the branches that live."""
    lines = facts.lines
    there = [lines[name] for name in ("main", "master") if name in lines]
    if not there:
        doubt = "the template knows main and master alone: rename the branch that production runs, or fetch it"
        production = Guess("production_branch", "main", "neither main nor master is here", doubt)
        return production, _branching(facts, None)
    newest = max(there, key=lambda line: line.at)
    source = "it lasts" if len(there) == 1 else f"its last commit is of {newest.at}, newer than the other's"
    return Guess("production_branch", newest.name, source), _branching(facts, newest)


def _branching(facts: Facts, production: Line | None) -> Guess:
    beside = next((facts.lines[name] for name in ("develop", "dev", "development") if name in facts.lines), None)
    if beside is None:
        doubt = (
            "this clone may lack branches: --data branching=gitflow if there is a develop" if facts.is_partial else ""
        )
        lasting = production.name if production else "nothing"
        return Guess("branching", "github-flow", f"{lasting} lasts, and no develop beside it", doubt)
    if production and production.at - beside.at > _FORSAKEN:
        source = f"{beside.name} is there, but nothing reached it since {beside.at}"
        return Guess("branching", "github-flow", source)
    lived = _lived(production) if production else ""
    doubt = f"{beside.name} does here what the template calls develop: rename it" if beside.name != "develop" else ""
    return Guess(
        "branching", "gitflow", f"{beside.name} lasts beside {production.name if production else 'it'}{lived}", doubt
    )


def _lived(production: Line) -> str:
    if not production.merges:
        return ", though no merge of its last year says so"
    times = "once" if production.merges == 1 else f"{production.merges} times"
    return f", which took in develop, releases or hotfixes {times} in its last year"


# ── How it is built ─────────────────────────────────────────────────────────────────────────────


def linters_of(facts: Facts) -> Guess:
    """Ruff, or Flake8 and Black, by whichever the configuration names."""
    for value, names in (("ruff", r"\bruff\b"), ("flake8-black", r"\b(flake8|black)\b")):
        for path, text in facts.texts.items():
            if not path.upper().startswith("LICEN") and re.search(names, f"{path}\n{text}"):
                return Guess("linters", value, path)
    return Guess("linters", "ruff", _USUAL)


def python_of(facts: Facts) -> Guess:
    """The version that the repository asks for, where the template knows it."""
    for path, match in _found(facts, _VERSIONS):
        if match[1] in PYTHONS:
            return Guess("python_version", match[1], path)
        source = f"{path} says {match[1]}, which the template does not know; only its own jobs use this one"
        return Guess("python_version", "3.13", source)
    return Guess("python_version", "3.13", _USUAL)


def licence_of(facts: Facts) -> Guess:
    """The licence whose words the file has; the layer writes none."""
    for path, text in facts.texts.items():
        if path.upper().startswith("LICEN"):
            for name, words in {**_LICENCES, "BSD-3-Clause": _BSD}.items():
                if re.search(words, text):
                    return Guess("licence", name, path)
            return Guess("licence", "proprietary", f"{path} is none that the template knows; yours stays")
    return Guess("licence", "proprietary", "there is no licence file")


def _found(facts: Facts, patterns: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, re.Match[str]]]:
    """What patterns match in files of a name, the file nearest to the top first."""
    for name, pattern in patterns:
        for path, text in facts.texts.items():
            if fnmatchcase(path.rpartition("/")[2], name) and (match := re.search(pattern, text)):
                yield path, match
