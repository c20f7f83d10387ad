"""What secrets look like: a kind, words that every one of that kind holds, and its form."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Care(StrEnum):
    """How much is needed besides the form before a text counts as a secret."""

    FORM = "its form alone says it"
    RANDOM = "it must look random too"
    KEY = "it must stand in a file of settings, and look random"


@dataclass(frozen=True)
class Rule:
    """One kind of secret, which `form` has in its first group; one of the words `near` stands in the same file."""

    kind: str
    near: tuple[bytes, ...]
    form: re.Pattern[bytes]
    care: Care = Care.FORM


def _rule(kind: str, near: str, form: str, care: Care = Care.FORM) -> Rule:
    return Rule(kind, tuple(word.encode() for word in near.split()), re.compile(form.encode()), care)


_LINES = r"(?:[A-Za-z0-9+/=]{40,}(?:\\n|\s)+){3,}"
_SERVICES = r"postgres(?:ql)?|postgis|mysql|mariadb|rediss?|amqps?|mongodb(?:\+srv)?|https?|smtp|ftp"
_BEHIND_COLON = r"[^\s:@/'\"<>{}$()]{8,}"
_NAMES = "secret|passwo?r?d|passwd|token|(?:api|access|private|auth|encryption)_?key"
_VALUE = r"[A-Za-z0-9!#%&()*+,./:;?@^_~=-]{16,}"
RULES = (
    _rule("private key", "-----BEGIN", rf"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\\n|\s)+({_LINES})"),
    _rule("AWS access key", "AKIA ASIA", r"(?<![\w/+=])((?:AKIA|ASIA)[A-Z2-7]{16})(?![\w/+=])", Care.RANDOM),
    _rule("GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_", r"\b(gh[pousr]_[A-Za-z0-9]{36})\b", Care.RANDOM),
    _rule("GitHub token", "github_pat_", r"\b(github_pat_\w{82})\b", Care.RANDOM),
    _rule("GitLab token", "glpat-", r"\b(glpat-[\w-]{20,})", Care.RANDOM),
    _rule("Slack token", "xox", r"\b(xox[abeoprs]-(?:\d+-)*[A-Za-z0-9-]{20,})", Care.RANDOM),
    _rule("Slack webhook", "hooks.slack.com", r"hooks\.slack\.com/services/(T\w{8,}/B\w{8,}/\w{20,})", Care.RANDOM),
    _rule("Stripe key", "sk_live_ rk_live_", r"\b([sr]k_live_[A-Za-z0-9]{20,})", Care.RANDOM),
    _rule("SendGrid key", "SG.", r"\b(SG\.[\w-]{22}\.[\w-]{43})\b", Care.RANDOM),
    _rule("PyPI token", "pypi-AgEIcHlwaS", r"\b(pypi-AgEIcHlwaS[\w-]{50,})"),
    _rule("npm token", "npm_", r"\b(npm_[A-Za-z0-9]{36})\b", Care.RANDOM),
    _rule("OpenAI key", "T3BlbkFJ", r"\b(sk-[\w-]{20,}T3BlbkFJ[\w-]{20,})"),
    _rule("Anthropic key", "sk-ant-", r"\b(sk-ant-[a-z0-9]+-[\w-]{80,})", Care.RANDOM),
    _rule("DigitalOcean token", "dop_v1_", r"\b(dop_v1_[a-f0-9]{64})\b", Care.RANDOM),
    _rule("Telegram token", ":AA", r"\b(\d{8,10}:AA[\w-]{33})\b", Care.RANDOM),
    _rule("Azure storage key", "AccountKey=", r"AccountKey=([A-Za-z0-9+/]{86}==)", Care.RANDOM),
    _rule(
        "password in an address",
        "://",
        rf"\b(?:{_SERVICES})://[\w.%+-]*:({_BEHIND_COLON})@[\w.-]+\.\w+",
        Care.RANDOM,
    ),
    _rule(
        "password or key",
        "secret SECRET pass PASS token TOKEN key KEY Secret Pass Token Key",
        rf"(?im)(?:{_NAMES})[\"']?[ \t]*[=:][ \t]*[\"']?({_VALUE})[\"']?[ \t]*(?:#.*)?[,;]?\r?$",
        Care.KEY,
    ),
)
