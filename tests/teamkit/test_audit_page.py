"""The page that a client gets: everything is on it, nothing is fetched by it, and it gives no grade."""

import re
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from audits import DAY, audit, cannot_tell, fails, item, reports
from hypothesis import given, settings
from hypothesis import strategies as st

from teamkit.checks.auditing.comparing import progress
from teamkit.checks.auditing.model import Accepted, Audit, Trait
from teamkit.findings import Finding, State
from teamkit.lifecycle.auditing import arranging, arranging_progress
from teamkit.publish.auditing import page

HOSTILE = '<script>alert(1)</script>" onload="x\u202egnp.exe\x07caf\udce9 {{ 7 * 7 }}'
KEPT = Accepted(Finding("hosts", State.FAIL, "any host", None), "the proxy checks them", date(2026, 5, 31))
BEFORE = audit(
    item("secret", fails("a key is here"), fails("a token is here", "deploy.sh", 2)),
    item("hosts", accepted=(KEPT,)),
    item("tools", cannot_tell("zizmor is not installed"), topic="Tests"),
    item("tests", reports("90 tests in 19 files"), topic="Tests"),
    item("form", fails("there is no form", "", None), topic="People"),
)
AFTER = replace(
    audit(
        item("secret", fails("a key is here"), fails("a password is here", "deploy.sh", 3)),
        item("hosts", accepted=(KEPT,)),
        item("tools", topic="Tests"),
        item("tests", fails("no test is left", "tests", None), topic="Tests"),
        item("form", topic="People"),
        item("wheels", cannot_tell("no lock file"), topic="Versions"),
    ),
    day=DAY + timedelta(days=90),
    commit="f" * 40,
    traits=(Trait("Django", "6.0", "uv.lock"), Trait("Linters", "ruff", "pyproject.toml")),
)


def of(*audits: Audit) -> str:
    if len(audits) == 1:
        return page.text(arranging.report(audits[0]))
    return page.text(arranging_progress.report(progress(*audits)))


class Read(HTMLParser):
    """What a browser finds on a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.words.append(" " * (tag in {"td", "th", "li"}))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words))

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in tags]


ONE, TWO = of(BEFORE), of(BEFORE, AFTER)
BOTH = pytest.mark.parametrize("text", [ONE, TWO], ids=["one", "two"])


def test_every_finding_is_on_the_page_with_its_place() -> None:
    text = Read(ONE).text
    for found in (each for one in BEFORE.items for each in one.findings):
        assert found.what in text
        assert str(found.where or "") in text
    assert "any host the proxy checks them 31 May 2026" in text


def test_what_fails_says_why_it_matters_how_to_mend_it_and_what_that_takes() -> None:
    assert "The check secret holds. Why secret matters." in Read(ONE).text
    assert "To mend it mend secret" in Read(ONE).text
    assert "To see it install zizmor" in Read(ONE).text
    assert "fail Effort an hour The check secret" in Read(ONE).text


def test_many_findings_are_all_there() -> None:
    many = of(audit(item("secret", *(fails(f"the key number {n} is here") for n in range(100)))))
    assert [n for n in range(100) if f"the key number {n} is here" not in many] == []


def test_the_lead_counts_and_what_is_only_accepted_is_no_pass() -> None:
    assert "Of 5 checks 2 fail and 1 could not be told; 1 pass, and 1 more only because failures are accepted." in ONE


def test_what_fails_stands_first_under_its_topic() -> None:
    topic = audit(item("good"), item("blind", cannot_tell("no")), item("bad", fails("yes")))
    order = [each["id"] for each in Read(of(topic)).all("article", "li") if each.get("id")]
    assert order == ["check-bad", "check-blind", "check-good"]


def test_two_audits_show_what_was_mended_first_then_what_broke_then_what_is_open() -> None:
    headings = re.findall(r"<h2 [^>]*>(.*?)</h2>", TWO)
    assert headings == [
        "At a glance", "Mended", "Broken", "Still failing", "Seen at last", "New checks", "Accepted for now",
        "What it is made of",
    ]  # fmt: skip
    assert "1 check was mended and 1 check broke. 2 fail now, and 1 could not be told." in TWO


def test_every_finding_of_both_audits_is_on_the_page_of_two() -> None:
    text = Read(TWO).text
    assert "was deploy.sh:2 a token is here" in text
    assert "deploy.sh:3 a password is here new" in text
    assert "was there is no form" in text
    assert [each.what for one in AFTER.items for each in one.findings if each.what not in text] == []


def test_what_was_accepted_and_is_mended_says_what_it_was() -> None:
    mended = of(audit(item("hosts", accepted=(KEPT,))), audit(item("hosts")))
    assert "accepted , now pass The check hosts holds. was any host" in Read(mended).text


def test_the_picture_of_two_audits_has_its_numbers_beside_it() -> None:
    rows = re.findall(r'<th scope="row">(\w+)</th>\s*<td[^>]*>(\d)<.*?aria-label="(\w+)".*?(\d)</td></tr>', TWO, re.S)
    assert rows == [
        ("Safety", "1", "same", "1"),
        ("Tests", "0", "worse", "1"),
        ("People", "1", "better", "0"),
        ("Versions", "0", "same", "0"),
    ]


def test_what_the_repository_was_made_of_stands_beside_what_it_is_made_of() -> None:
    text = Read(TWO).text
    assert "Django 5.2 6.0 uv.lock" in text
    assert "Linters none ruff pyproject.toml" in text
    assert "tests none none" in text
    assert TWO.count('<td class="changed">') == 2


@BOTH
def test_nothing_is_fetched_or_run(text: str) -> None:
    found = Read(text)
    assert found.all("script", "link", "img", "iframe", "object", "base", "form") == []
    links = [each.get("href") or "" for each in found.all("a", "use")]
    assert [link for link in links if not link.startswith("#")] == []
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'; style-src 'sha256-" in text
    assert [attributes for _, attributes in found.tags if "style" in attributes] == []


@BOTH
def test_every_link_leads_somewhere_and_no_anchor_stands_twice(text: str) -> None:
    found = Read(text)
    anchors = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(anchors) == len(set(anchors))
    links = {(each.get("href") or "")[1:] for each in found.all("a", "use")}
    assert links - set(anchors) == set()


@BOTH
def test_headings_are_in_order_and_tables_say_what_they_are(text: str) -> None:
    found = Read(text)
    levels = [int(tag[1]) for tag, _ in found.tags if tag in {"h1", "h2", "h3"}]
    assert levels[:2] == [1, 2]
    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    assert len(found.all("caption")) == len(found.all("table"))
    assert [each for each in found.all("th") if each.get("scope") not in {"col", "row"}] == []
    assert found.all("html") == [{"lang": "en-GB"}]
    assert [len(found.all(tag)) for tag in ("header", "main", "footer")] == [1, 1, 1]


@BOTH
def test_a_state_is_a_word_and_a_shape_wherever_it_is_a_colour(text: str) -> None:
    marks = re.findall(
        r'<span class="mark (\w+)"><svg class="shape (\w+)" .*?href="#mark-(\w+)"/></svg>(\w+)</span>', text
    )
    assert {len({*mark}) for mark in marks} == {1}
    assert len(marks) == text.count('class="mark ')


@BOTH
def test_it_prints_and_is_dark_at_night(text: str) -> None:
    assert "@media print" in text
    assert "size: A4" in text
    assert "prefers-color-scheme: dark" in text


@BOTH
def test_there_is_no_score_and_no_grade(text: str) -> None:
    words = Read(text).text.lower().replace("there is no score here", "")
    assert not re.search(r"\bscore|\bgrade|\brank|\brating|%|out of \d|\d/\d", words)


@BOTH
def test_what_a_repository_says_is_never_markup(text: str) -> None:
    def hostile(found: Audit) -> Audit:
        bad = item(HOSTILE, fails(HOSTILE, HOSTILE), topic=HOSTILE, accepted=(replace(KEPT, reason=HOSTILE),))
        return replace(found, repository=HOSTILE, traits=(Trait(HOSTILE, HOSTILE, HOSTILE),), items=(*found.items, bad))

    shown = of(hostile(BEFORE)) if text is ONE else of(hostile(BEFORE), hostile(AFTER))
    found = Read(shown)
    assert found.all("script") == []
    assert [attributes for _, attributes in found.tags if "onload" in attributes] == []
    assert "{{ 7 * 7 }}" in found.text
    assert not re.search("[\u202e\x07\ud800-\udfff]", shown)
    shown.encode()


@settings(max_examples=40)
@given(st.text(st.characters(), max_size=30))
def test_any_words_make_a_page_of_the_same_shape(words: str) -> None:
    shape = [tag for tag, _ in Read(of(audit(item("a", fails("plain"))))).tags]
    odd = [tag for tag, _ in Read(of(audit(item("a", fails(words.replace("`", "")))))).tags]
    assert [tag for tag in odd if tag != "wbr"] == [tag for tag in shape if tag != "wbr"]


@BOTH
def test_the_same_audit_makes_the_same_bytes(text: str) -> None:
    assert text == (of(BEFORE) if text is ONE else of(BEFORE, AFTER))
