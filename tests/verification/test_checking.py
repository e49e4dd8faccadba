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
        ("ein Mann und eine Frau, eine einmalige Gelegenheit", "de", []),
        ("siebeneinhalb, eineinhalb, anderthalb", "de", ["7.5", "1.5", "1.5"]),
        ("seven and a half, one and a half, a two-and-a-half-hour film", "en", ["7.5", "1.5", "2.5"]),
        ("half a million", "en", ["500000.0"]),
        ("die zweitwichtigste Stadt, ein zweistöckiges Haus, Neuntklässler", "de", ["2", "2", "9"]),
        ("the second-highest tower, a second-hand car", "en", ["2"]),
        ("sie sollen auf Kosten achten, im achten Jahr", "de", ["8"]),
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


CLOCKS = [
    # German evidence, English claim, whether it is true
    ("Das Konzert beginnt um 11 Uhr.", "The concert begins at 11 o'clock.", True),
    ("Das Konzert beginnt um 11 Uhr.", "The concert begins at 11 p.m.", False),
    ("Das Konzert beginnt um 11 Uhr.", "The concert begins at 10 o'clock.", False),
    ("Das Konzert beginnt um 20 Uhr.", "The concert begins at 8 o'clock in the evening.", True),
    ("Das Konzert beginnt um 20 Uhr.", "The concert begins at 8 in the morning.", False),
    ("Das Konzert beginnt um 20.30 Uhr.", "The concert begins at half past eight.", True),
    ("Das Konzert beginnt um halb neun.", "The concert begins at half past eight.", True),
    ("Das Konzert beginnt um halb neun.", "The concert begins at half past nine.", False),
    ("Der Zug fuhr um Viertel nach neun ab.", "The train left at 9:15.", True),
    ("Der Zug fuhr um Viertel vor neun ab.", "The train left at 9:15.", False),
    ("Der Zug fuhr um 18 Uhr ab.", "The train left at 18:00.", True),
    ("Der Zug fuhr um 18 Uhr ab.", "The train left at 18:30.", False),
    ("Das Feuer brach gegen drei Uhr aus.", "The fire broke out at about 3 a.m.", True),
    ("Das Feuer brach gegen 3 Uhr morgens aus.", "The fire broke out at around three o'clock.", True),
    ("Das Spiel endete um 0 Uhr.", "The match ended at midnight.", True),
    ("Das Spiel endete um 12 Uhr.", "The match ended at midnight.", False),
    ("Das Spiel beginnt um 12 Uhr.", "The match starts at 12 noon.", True),
]


@pytest.mark.parametrize(("told", "claim", "true"), CLOCKS, ids=[claim for _, claim, _ in CLOCKS])
def test_clock_times(told: str, claim: str, true: bool) -> None:
    assert verdict(claim, proof(told)).proven is true


@pytest.mark.parametrize(("told", "claim", "true"), CLOCKS, ids=[claim for _, claim, _ in CLOCKS])
def test_clock_times_the_other_way_round(told: str, claim: str, true: bool) -> None:
    assert verdict(told, proof(claim, "en"), language="de").proven is true


@pytest.mark.parametrize(
    ("told", "claim"),
    [
        ("Der Umbau dauerte 55 Tage.", "The conversion took 56 days."),
        ("Die Züge fahren viermal am Tag und brauchen 3 Stunden.", "The trains take 4 hours."),
        ("Es fallen zwischen 2 und 3 Zentimeter Schnee.", "Between 3 and 3 centimetres of snow will fall."),
        ("Nur 2023 und 2024 waren wärmer.", "Only 2024 and 2024 were warmer."),
    ],
)
def test_near_misses_of_numbers_are_found(told: str, claim: str) -> None:
    assert not verdict(claim, proof(told)).proven


@pytest.mark.parametrize(
    ("told", "claim"),
    [
        ("Es war die größte Wanderung seit dem Zweiten Weltkrieg.", "It was the largest migration since World War II."),
        ("Die Website war zeitweise nicht erreichbar.", "The website was unreachable at times."),
        ("Es gibt keine Grenze mehr.", "There is no longer a limit."),
        ("Nicht-EU-Bürger dürfen wählen.", "Citizens from outside the EU may vote."),
        ("Die Schweiz teilte mit, dass es regnet.", "Switzerland said that it is raining."),
        ("Die Fahrt dauert eineinhalb Stunden.", "The journey takes one and a half hours."),
    ],
)
def test_what_is_told_otherwise_is_proven_both_ways(told: str, claim: str) -> None:
    assert verdict(claim, proof(told)).proven, verdict(claim, proof(told)).missing
    other_way = verdict(told, proof(claim, "en"), language="de")
    assert other_way.proven, other_way.missing


def test_one_of_two_names_near_a_verb_of_saying_may_speak() -> None:
    told = proof("Nach dem Treffen mit Anna Merz sagte Rutte, dass es regnet.")
    assert verdict("Rutte said that it is raining.", told).proven
