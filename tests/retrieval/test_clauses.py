"""The words that a date belongs to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.articles import Span
from retrieval.clauses import clauses, clauses_of


def around(sentence: str, *dates: str) -> list[str]:
    spans = [Span(sentence.index(date), sentence.index(date) + len(date)) for date in dates]
    return clauses_of(sentence, spans)


def test_each_date_has_its_clause() -> None:
    sentence = "Sie traf ihn am Montag in Moskau, nach ihrer Abreise aus Wien am Sonntag, wie er sagte."
    assert around(sentence, "Montag", "Sonntag") == [
        "Sie traf ihn am Montag in Moskau",
        "nach ihrer Abreise aus Wien am Sonntag",
    ]


def test_dates_of_one_clause_end_at_the_coordination() -> None:
    sentence = "The firm was founded in 1921 and moved to Leipzig in the 1990s."
    assert around(sentence, "1921", "the 1990s") == ["The firm was founded in 1921", sentence]


def test_a_comma_in_a_quotation_does_not_cut() -> None:
    sentence = "Sie hätten am Dienstag in einer „ruhigen, offenen Stimmung“ gesprochen, hieß es."
    assert around(sentence, "Dienstag") == ["Sie hätten am Dienstag in einer „ruhigen, offenen Stimmung“ gesprochen"]


def test_a_date_with_a_comma_stays_whole() -> None:
    assert around("Es war am Dienstag, den 28. Oktober 2025, in Wien.", "Dienstag, den 28. Oktober 2025")[0].startswith(
        "Es war am Dienstag, den 28. Oktober 2025"
    )


def test_a_very_short_clause_takes_in_its_neighbour() -> None:
    assert around("In 2019, the company walked away from the deal.", "2019") == [
        "In 2019, the company walked away from the deal."
    ]


@given(st.text(alphabet="ab ,;:–-„“und", max_size=120))
def test_clauses_cover_the_sentence(sentence: str) -> None:
    assert "".join(sentence[each.start : each.end] for each in clauses(sentence)) == sentence
