"""Find what looks like a secret, and tell it apart from words that only stand in its place."""

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from teamkit.findings import Place
from teamkit.projects.places import is_apart
from teamkit.projects.secrets.rules import RULES, Care, Rule

_PLACEHOLDER = re.compile(
    rb"(?i)example|change|placeholder|your|xxx|\*\*\*|dummy|fake|sample|test|insecure|todo|redacted|replace|secret|passw|"
    rb"default|foobar|1234|abcd|qwerty|develop|localhost|none|null|true|false|not[-_]|_key|key_|token|os\.|env|\(\)|"
    rb"(.)\1{4}|\.\.\.|lorem|random|unused|generate|settings|config|\.py$|\.ya?ml|https?:"
)
_SETTINGS = re.compile(
    r"(?:^|/)(?:[^/]*settings[^/]*\.(?:py|toml|json|ya?ml)|settings/[^/]+\.py|\.?env(?:\.[^/]+)?|[^/]+\.env|\.envs?/.+|"
    r"(?:docker-)?compose[^/]*\.ya?ml|[^/]+\.(?:ini|cfg|conf|properties|tfvars)|[^/]*secrets?[^/]*\.(?:ya?ml|json|py)|"
    r"(?:app|config|credentials)\.(?:ya?ml|json|py))$",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(
    r"(?:^|[._/-])(?:example|sample|template|dist|default|tmpl|tpl|j2|schema)s?(?:[._/-]|$)", re.IGNORECASE
)
_LOCK = re.compile(r"(?:\.lock|[-.]lock\.(?:json|ya?ml)|\.sum|\.min\.js|\.map|\.svg|\.po|\.ipynb)$")
_WORDS = re.compile(rb"\w+(?:[-.:/][A-Za-z]+)+|AIza.*")
"""What names things, and keys of Google for browsers, which every visitor may read."""
_LEAST = 3.3
_SHORT = 8
_NEAR = 200
_BINARY = 8_000


@dataclass(frozen=True)
class Secret:
    """What looks like a secret: its kind, where it is, and a mark by which it is known again, which is no way back.

    `is_certain` is false in tests and examples, and behind that word, where such things are made up.
    """

    kind: str
    where: Place
    mark: str
    is_certain: bool = True


def is_binary(text: bytes) -> bool:
    """Whether a file holds no text, as git judges."""
    return b"\0" in text[:_BINARY]


def secrets(path: str, text: bytes) -> Iterator[Secret]:
    """What in a file looks like a secret."""
    if is_binary(text) or _LOCK.search(path):
        return
    is_made_up = is_apart(path) or _TEMPLATE.search(path) is not None
    for rule in RULES:
        if rule.care is Care.KEY and (is_made_up or not _SETTINGS.search(path)):
            continue
        if any(word in text for word in rule.near):
            yield from _found(rule, path, text, is_certain=not is_made_up)


def _found(rule: Rule, path: str, text: bytes, *, is_certain: bool) -> Iterator[Secret]:
    for match in rule.form.finditer(text):
        if rule.care is Care.FORM or _counts(match[1], rule.care):
            before = text[text.rfind(b"\n", 0, match.start()) + 1 : match.start(1)]
            if not (rule.care is Care.KEY and _is_beside(path, before)):
                where = Place(path, text.count(b"\n", 0, match.start()) + 1)
                is_real = is_certain and b"example" not in text[max(0, match.start() - _NEAR) : match.start()].lower()
                yield Secret(rule.kind, where, sha256(match[1]).hexdigest()[:_SHORT], is_real)


def _counts(secret: bytes, care: Care) -> bool:
    return is_random(secret) if care is Care.KEY else _is_unspoken(secret)


def is_random(secret: bytes) -> bool:
    """Whether a text looks like a key that a machine made: letters among several digits, and no words with marks."""
    is_mixed = len(re.findall(rb"\d", secret)) > 1 and bool(re.search(rb"[A-Za-z]", secret))
    return is_mixed and _is_unspoken(secret) and not _WORDS.fullmatch(secret)


def _is_unspoken(secret: bytes) -> bool:
    """Whether a text has many different letters, and no word that stands in the place of a secret."""
    return not _PLACEHOLDER.search(secret) and entropy(secret) >= _LEAST


def _is_beside(path: str, before: bytes) -> bool:
    """Whether a line is a comment, or the secret key of settings in Python, which has a check of its own."""
    return before.lstrip().startswith((b"#", b";", b"//")) or (path.endswith(".py") and b"SECRET_KEY" in before)


def entropy(text: bytes) -> float:
    """How many bits one letter of a text carries."""
    return -sum(number / len(text) * math.log2(number / len(text)) for number in Counter(text).values())
