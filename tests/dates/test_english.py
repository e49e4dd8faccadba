"""English sentences of every kind of time expression, with the values that a reader gives them."""

from __future__ import annotations

from datetime import date

import pytest

from index.dates import tag

TUESDAY = date(2025, 10, 28)

CASES = [
    # durations
    ("The strike lasted two weeks.", [("two weeks", "P2W")]),
    ("It took 24 hours.", [("24 hours", "PT24H")]),
    ("Prices doubled in the past two years.", [("the past two years", "P2Y")]),
    ("He waited for years.", [("years", "PXY")]),
    ("A 10-day truce was agreed.", [("10-day", "P10D")]),
    ("The 62-year-old was released.", [("62-year-old", "P62Y")]),
    ("It will take six to eight months.", [("six", "P6M"), ("eight months", "P8M")]),
    # distances
    ("The museum opened two years ago.", [("two years ago", "2023")]),
    ("The museum opened three days ago.", [("three days ago", "2025-10-25")]),
    # years
    ("The firm was founded in 1987.", [("1987", "1987")]),
    ("The poet (1797-1856) lived in Paris.", [("1797", "1797"), ("1856", "1856")]),
    ("About 2000 people came.", []),
    # vague words
    ("She recently married.", [("recently", "PAST_REF")]),
    ("The house is currently empty.", [("currently", "PRESENT_REF")]),
    ("It is now closed.", [("now", "PRESENT_REF")]),
    ("He spoke about the future.", [("the future", "FUTURE_REF")]),
    # clock times
    ("It began at 9 a.m.", [("9 a.m.", "2025-10-28T09:00")]),
    ("It struck at 6pm on Sunday.", [("6pm on Sunday", "2025-10-26T18:00")]),
    ("The flight left at 14:30 GMT.", [("14:30 GMT", "2025-10-28T14:30")]),
    ("The power failed at midnight.", [("midnight", "2025-10-28T24:00")]),
    # today and its neighbours
    ("Police said so yesterday.", [("yesterday", "2025-10-27")]),
    ("The trial opens tomorrow.", [("tomorrow", "2025-10-29")]),
    ("It happened last night.", [("last night", "2025-10-27TNI")]),
    ("He was arrested yesterday morning.", [("yesterday morning", "2025-10-27TMO")]),
    # sets
    ("The train runs daily.", [("daily", "P1D")]),
    ("They meet every Tuesday.", [("every Tuesday", "XXXX-WXX-2")]),
    ("They meet twice a month.", [("twice a month", "P1M")]),
    # days and months
    ("They voted on October 3.", [("October 3", "2025-10-03")]),
    ("They will vote on November 12.", [("November 12", "2025-11-12")]),
    ("They voted on 30 December.", [("30 December", "2024-12-30")]),
    ("It closed in July.", [("July", "2025-07")]),
    ("It closed in May.", [("May", "2025-05")]),
    ("The court may rule; they march on.", []),
    ("It closed last October.", [("last October", "2024-10")]),
    ("It opened in early 2012.", [("early 2012", "2012")]),
    ("From March to May 2024 it was shut.", [("March", "2024-03"), ("May 2024", "2024-05")]),
    # full dates
    ("They met on Monday, October 27, 2025.", [("Monday, October 27, 2025", "2025-10-27")]),
    ("They met on 27 October 2025.", [("27 October 2025", "2025-10-27")]),
    ("They met on Oct. 27, 2025.", [("Oct. 27, 2025", "2025-10-27")]),
    ("They met on October 1st.", [("October 1st", "2025-10-01")]),
    ("On October 3, 17 flights were cut.", [("October 3", "2025-10-03")]),
    ("Updated 2024-03-05", [("2024-03-05", "2024-03-05")]),
    # periods
    ("They met last week.", [("last week", "2025-W43")]),
    ("It will open next month.", [("next month", "2025-11")]),
    ("It opened earlier this year.", [("earlier this year", "2025")]),
    ("Sales rose in the third quarter.", [("the third quarter", "2025-Q3")]),
    ("Sales rose in the first half of 2024.", [("the first half of 2024", "2024-H1")]),
    ("It rained last summer.", [("last summer", "2025-SU")]),
    ("Music of the 1990s and the '80s.", [("the 1990s", "199"), ("the '80s", "198")]),
    ("A church of the 19th century.", [("the 19th century", "18")]),
    ("It snowed at Christmas.", [("Christmas", "2024-12-25")]),
    ("The Christmas market and the winter storm.", []),
    ("Thanksgiving 2024 was cold.", [("Thanksgiving 2024", "2024-11-28")]),
    # elided days
    ("The summit will be held on October 29 and 30.", [("October 29", "2025-10-29"), ("30", "2025-10-30")]),
    ("It ran from 3 to 5 June 2024.", [("3", "2024-06-03"), ("5 June 2024", "2024-06-05")]),
    # parts of the day
    ("Police said Tuesday morning that he fled.", [("Tuesday morning", "2025-10-28TMO")]),
    # measured from what was named before
    ("It began in 2019; a year earlier he had left.", [("2019", "2019"), ("a year earlier", "2018")]),
    ("He came on May 3, 2024. Two days later he left.",
     [("May 3, 2024", "2024-05-03"), ("Two days later", "2024-05-05")]),
    ("He came on May 3, 2024 and spoke that day.", [("May 3, 2024", "2024-05-03"), ("that day", "2024-05-03")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[case[0][:40] for case in CASES])
def test_expressions(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.text, one.value) for one in tag(sentence, language="en", published=TUESDAY)] == expected


DIRECTIONS = [
    ("The minister met the king on Friday.", "2025-10-24"),
    ("The minister will meet the king on Friday.", "2025-10-31"),
    ("The talks are scheduled for Friday.", "2025-10-31"),
    ("The fair opens on Friday.", "2025-10-31"),
    ("He said the fair would open on Friday.", "2025-10-31"),
    ("He has resigned, he said Friday.", "2025-10-24"),
    ("He said so on Tuesday.", "2025-10-28"),
    ("The council will vote on Tuesday.", "2025-10-28"),
    ("The bank will cut rates on Friday.", "2025-10-31"),
    ("Since Friday the shop is closed.", "2025-10-24"),
    ("They protested on Friday against planned cuts.", "2025-10-24"),
    ("The Friday game.", "2025-10-24"),
    ("He came last Friday.", "2025-10-24"),
    ("He is coming next Friday.", "2025-10-31"),
]


@pytest.mark.parametrize(("sentence", "expected"), DIRECTIONS)
def test_direction_of_a_weekday(sentence: str, expected: str) -> None:
    (found,) = tag(sentence, language="en", published=TUESDAY)
    assert (found.value, found.anchor, found.anchor_source) == (expected, "2025-10-28", "article")
