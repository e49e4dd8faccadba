"""The extractive writer under the same check as a model: each line that it writes, against the sentences it cites."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answers import Checked, Citation
from bot.date_words import between_phrase, when_phrase
from bot.phrases import phrases
from bot.verification import Detail, Finding, Proof, Verdict, check
from bot.writing import Written

_MARKERS = re.compile(r"(?:\[\d+\])+$")


def with_checks(written: Written, language: str, as_of: datetime.date) -> Written:
    """`written` with a check of each of its lines; without text and citations where a line is not proven."""
    checks = [_checked(line, written.citations, language, as_of) for line in written.text.split("\n") if _cites(line)]
    if all(each.shown for each in checks):
        return replace(written, checks=checks)
    return Written(phrases(language).no_evidence, (), checks=checks)


def _cites(line: str) -> bool:
    return bool(_MARKERS.search(line))


def _checked(line: str, citations: Sequence[Citation], language: str, as_of: datetime.date) -> Checked:
    markers = _MARKERS.search(line)
    assert markers is not None
    cited = [int(number) for number in re.findall(r"\d+", markers.group())]
    text = line[: markers.start()].removeprefix("- ").strip()
    backing = [each for each in citations if each.marker in cited]
    verdict = _verdict(text, backing, language, as_of)
    return Checked(text, cited, verdict, shown=verdict.proven)


def _told_date(text: str, backing: Sequence[Citation], language: str) -> str:
    """The words of the evidence whose resolved date, in the words that Dateline has for it, is `text`; "" if none."""
    plain = text.rstrip(".").lower()
    for each in backing:
        dates = list(each.dates)
        for date in dates:
            phrase = when_phrase(date.point or date.value, language)
            undated = phrases(language).undated.format(expression=date.text)
            if (phrase and phrase.lower() == plain) or undated == text:
                return date.text
        begins = [date.begin for date in dates if date.begin]
        if len(begins) == 2 and between_phrase(begins[0], begins[1], language).lower() == plain:
            return f"{dates[0].text} – {dates[1].text}"
    return ""


def _verdict(text: str, backing: Sequence[Citation], language: str, as_of: datetime.date) -> Verdict:
    words = phrases(language)
    # A quotation is the evidence itself, whatever stands in it.
    quoted = text.removeprefix(words.opening_quote).removesuffix(words.closing_quote)
    if any(quoted == " ".join(each.quote.split()) for each in backing):
        return Verdict((Finding(Detail.QUOTE, quoted, quoted),))
    before, colon, rest = text.partition(f": {words.opening_quote}")
    if colon and any(rest.removesuffix(words.closing_quote) == " ".join(each.quote.split()) for each in backing):
        text = f"{before}."
    if told := _told_date(text, backing, language):
        return Verdict((Finding(Detail.DATE, text, told),))
    proofs = [Proof(each.quote, each.article.language, each.article.published, each.dates) for each in backing]
    return check(text, language, proofs, as_of=as_of)
