"""Single rules of verification."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from bot.verification import Detail, Proof, Verdict, check
from bot.verification.claimed_names import names_claimed
from bot.verification.numbers import numbers_in
from index.dates import tag

TODAY = datetime.date(2025, 11, 3)
PUBLISHED = datetime.date(2025, 10, 28)


def proof(text: str, language: str = "de", published: datetime.date | None = PUBLISHED) -> Proof:
    return Proof(text, language, published, tag(text, language=language, published=published))


def verdict(claim: str, *evidence: Proof, language: str = "en") -> Verdict:
    return check(claim, language, evidence, as_of=TODAY)


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("26.000 Menschen und 1,3 Millionen Euro", "de", ["26000", "1300000.0"]),
        ("26,000 people and 1.3 million euros", "en", ["26000", "1300000.0"]),
        ("drei, einundzwanzig, zweitausenddreihundert", "de", ["3", "21", "2300"]),
        ("three, forty-two, three hundred and twenty, a dozen", "en", ["3", "42", "320", "12"]),
        ("$5bn, twice, half of them", "en", ["5000000000", "2", "0.5"]),
        ("zwölftägige Sperrung, dreimal, zur Hälfte", "de", ["12", "3", "0.5"]),
        ("ein Mann und eine Frau", "de", []),
        ("one of them at the G7", "en", []),
        ("1.234.567 Stimmen, 4.800,50 Euro", "de", ["1234567", "4800.50"]),
    ],
)
def test_numbers(text: str, language: str, values: list[str]) -> None:
    assert [number.value for number in numbers_in(text, language)] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("Foreign Minister Choi Sun-hui met President Putin.", "en", ["Choi Sun-hui", "Putin"]),
        ("Trump said that officials had left.", "en", ["Trump"]),
        ("Officials said that the bridge was closed.", "en", []),
        ("Ministerin Choi besuchte am Montag das Museum in Moskau.", "de", ["Choi", "Moskau"]),
        ("Die Regierung in Kiel sprach von Hilfe und Zustimmung.", "de", ["Kiel"]),
        ("Olaf Scholz flog nach Peking.", "de", ["Olaf Scholz", "Peking"]),
    ],
)
def test_names(text: str, language: str, names: list[str]) -> None:
    assert [name.text for name in names_claimed(text, language)] == names


@pytest.mark.parametrize(
    ("evidence", "claim"),
    [
        ("Er kam am 27. Oktober 2025.", "He came in October 2025."),
        ("Er kam am 27. Oktober 2025.", "He came on 27 October."),
        ("Er kam vor zwei Wochen.", "He came in the week from 13 October to 19 October 2025."),
        ("Die Sperrung dauerte 14 Tage.", "The closure lasted two weeks."),
        ("Lawrow flog nach Weißrussland.", "Lavrov flew to Belarus."),
        ("Choe Son Hui sprach in München.", "Choi Sun-hui spoke in Munich."),
        ("Die russische Regierung in Peking.", "The government of Russia in Beijing."),
    ],
)
def test_backed_across_languages(evidence: str, claim: str) -> None:
    assert verdict(claim, proof(evidence)).missing == ()


@pytest.mark.parametrize(
    ("evidence", "claim", "missing"),
    [
        ("Er kam im Oktober 2025.", "He came on 27 October 2025.", Detail.DATE),
        ("Er kam am 27. Oktober 2025.", "He came on Tuesday, 27 October 2025.", Detail.DATE),
        ("Er kam am 27. Oktober 2025.", "He came yesterday.", Detail.DATE),
        ("Es waren 4,8 Prozent.", "It was 4.8 million.", Detail.NUMBER),
        ("Es waren 186 Euro.", "It was 186 percent.", Detail.NUMBER),
        ("Er sprach in Bonn.", "He spoke in Munich.", Detail.NAME),
        ("Sie sagte „wir gehen bald“.", "She said “we never go”.", Detail.QUOTE),
        ("Er kam nicht.", "He came.", Detail.NEGATION),
        ("Er kam.", "See https://example.org for more.", Detail.FORM),
        ("Er kam.", "He came, <@U123>.", Detail.FORM),
        ("Er kam.", "Did he come?", Detail.FORM),
    ],
)
def test_not_backed(evidence: str, claim: str, missing: Detail) -> None:
    assert missing in [each.detail for each in verdict(claim, proof(evidence)).missing]


def test_a_sentence_that_cites_nothing_is_unproven() -> None:
    assert not verdict("Choi met Putin.").proven


def test_details_may_be_spread_over_the_cited_sentences() -> None:
    claim = "Choi arrived on 27 October 2025 with 14 advisers."
    both = (proof("Choi kam am Montag an."), proof("Bei ihr waren 14 Berater."))
    assert verdict(claim, *both).proven
    assert not verdict(claim, both[0]).proven


def test_a_date_of_an_article_without_a_date_is_not_guessed() -> None:
    undated = proof("Choi kam am Montag an.", published=None)
    assert not verdict("Choi arrived on Monday, 27 October 2025.", undated).proven


@pytest.mark.parametrize(
    ("claim", "proven"),
    [
        ("“We will leave Mali quietly.", True),
        ("We will leave Mali quietly,” said Diop.", True),
        ("Diop said they would leave: “We will leave.", True),
        ("“We will flee from Mali quietly.", False),
        ("We will never leave Mali,” said Diop.", False),
        ("The report “We will leave Mali said Diop.", False),
    ],
)
def test_halves_of_quotations_are_verbatim_too(claim: str, proven: bool) -> None:
    told = proof("“We will leave Mali quietly. It is over,” said Abdoulaye Diop.", "en")
    assert verdict(claim, told).proven is proven
