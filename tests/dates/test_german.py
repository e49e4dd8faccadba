"""German sentences of every kind of time expression, with the values that a reader gives them."""

from __future__ import annotations

from datetime import date

import pytest

from index.dates import tag

TUESDAY = date(2025, 10, 28)

CASES = [
    # durations
    ("Die Sperre dauerte zwei Wochen.", [("zwei Wochen", "P2W")]),
    ("Nach 24 Stunden war alles vorbei.", [("24 Stunden", "PT24H")]),
    ("In den vergangenen fünf Jahren stieg die Zahl.", [("den vergangenen fünf Jahren", "P5Y")]),
    ("In den vergangenen Jahren stieg die Zahl.", [("den vergangenen Jahren", "PXY")]),
    ("Er lebte jahrelang in Graz.", [("jahrelang", "PXY")]),
    ("Der zweiwöchige Kurs ist voll.", [("zweiwöchige", "P2W")]),
    ("Die Bauzeit beträgt sechs bis acht Monate.", [("sechs", "P6M"), ("acht Monate", "P8M")]),
    ("Seit Jahren wird gestritten.", [("Jahren", "PXY")]),
    ("Das Museum wurde vor zwei Jahren eröffnet.", [("zwei Jahren", "P2Y")]),
    # years
    ("Das Werk wurde 1987 gegründet.", [("1987", "1987")]),
    ("Im Jahr 1895 brannte die Kirche.", [("Jahr 1895", "1895")]),
    ("Der Dichter (1797-1856) lebte in Paris.", [("1797", "1797"), ("1856", "1856")]),
    ("Zum Konzert kamen 2000 Besucher.", []),
    ("Die Halle kostete 1950 Euro.", []),
    # vague words
    ("Er hat kürzlich geheiratet.", [("kürzlich", "PAST_REF")]),
    ("Damals war das üblich.", [("Damals", "PAST_REF")]),
    ("Das Haus steht derzeit leer.", [("derzeit", "PRESENT_REF")]),
    ("In Zukunft wird geprüft.", [("Zukunft", "FUTURE_REF")]),
    ("In der Vergangenheit gab es Streit.", [("der Vergangenheit", "PAST_REF")]),
    # clock times
    ("Heute um 19.30 Uhr tagt der Rat.", [("Heute", "2025-10-28"), ("19.30 Uhr", "2025-10-28T19:30")]),
    ("Geöffnet ist am 3. Mai von 10 bis 12.30 Uhr.",
     [("3. Mai", "2025-05-03"), ("10", "2025-05-03T10:00"), ("12.30 Uhr", "2025-05-03T12:30")]),
    ("Die Messe wird jeweils 20 Uhr gefeiert.", [("20 Uhr", "T20:00")]),
    ("Um Mitternacht fiel der Strom aus.", [("Mitternacht", "2025-10-28T24:00")]),
    # today and its neighbours
    ("Das teilte die Polizei gestern mit.", [("gestern", "2025-10-27")]),
    ("Morgen beginnt der Prozess.", [("Morgen", "2025-10-29")]),
    ("Übermorgen reist sie ab.", [("Übermorgen", "2025-10-30")]),
    ("Gestern Abend siegte der Verein.", [("Gestern Abend", "2025-10-27TEV")]),
    # sets
    ("Der Zug fährt täglich.", [("täglich", "P1D")]),
    ("Der Markt ist jeden Montag.", [("jeden Montag", "XXXX-WXX-1")]),
    ("Montags ist geschlossen.", [("Montags", "XXXX-WXX-1")]),
    ("Der Verein trifft sich einmal im Monat.", [("einmal im Monat", "P1M")]),
    ("Alle zwei Jahre wird gewählt.", [("Alle zwei Jahre", "P2Y")]),
    # day and month without a year
    ("Am 3. Oktober wurde gefeiert.", [("3. Oktober", "2025-10-03")]),
    ("Am 12. November wird gewählt.", [("12. November", "2025-11-12")]),
    ("Das Gesetz vom 5.6. gilt.", [("5.6.", "2025-06-05")]),
    ("Am 30. Dezember starb der Maler.", [("30. Dezember", "2024-12-30")]),
    ("Am Donnerstag, 30. Oktober, wird verhandelt.", [("Donnerstag, 30. Oktober", "2025-10-30")]),
    # last, this and next year, month, week
    ("Im vergangenen Jahr gab es weniger Unfälle.", [("vergangenen Jahr", "2024")]),
    ("Die Ernte war heuer gut.", [("heuer", "2025")]),
    ("Nächstes Jahr wird gebaut.", [("Nächstes Jahr", "2026")]),
    ("Im Vorjahr waren es weniger.", [("Vorjahr", "2024")]),
    ("Im vergangenen Monat schloss das Kino.", [("vergangenen Monat", "2025-09")]),
    ("In dieser Woche wird beraten.", [("dieser Woche", "2025-W44")]),
    ("Das geschah in der vergangenen Woche.", [("der vergangenen Woche", "2025-W43")]),
    # full dates
    ("Er starb am 28. Oktober 2025.", [("28. Oktober 2025", "2025-10-28")]),
    ("Am Dienstag, den 28. Oktober 2025, tagte der Rat.", [("Dienstag, den 28. Oktober 2025", "2025-10-28")]),
    ("Stand: 05.03.2024", [("05.03.2024", "2024-03-05")]),
    ("Stand 2024-03-05", [("2024-03-05", "2024-03-05")]),
    # edges of periods
    ("Anfang September 2014 kam der Arzt.", [("Anfang September 2014", "2014-09")]),
    ("Ende des Jahres läuft der Vertrag aus.", [("Ende des Jahres", "2025")]),
    ("Mitte Mai trat er zurück.", [("Mitte Mai", "2025-05")]),
    # months
    ("Im Juli wurde das Bad eröffnet.", [("Juli", "2025-07")]),
    ("Im Dezember wird gewählt.", [("Dezember", "2025-12")]),
    ("Im Dezember trat er zurück.", [("Dezember", "2024-12")]),
    ("Im Februar 2019 trafen sie sich.", [("Februar 2019", "2019-02")]),
    ("Von März bis Mai 2024 war zu.", [("März", "2024-03"), ("Mai 2024", "2024-05")]),
    # seasons and holidays
    ("Im Sommer wurde gebaut.", [("Sommer", "2025-SU")]),
    ("Im vergangenen Winter fiel kein Schnee.", [("vergangenen Winter", "2025-WI")]),
    ("An Weihnachten 2023 schneite es.", [("Weihnachten 2023", "2023-12-25")]),
    ("Am Ostermontag 2025 ruhte der Verkehr.", [("Ostermontag 2025", "2025-04-21")]),
    # elided days
    ("Der Gipfel wird am 29. und 30. Oktober stattfinden.", [("29.", "2025-10-29"), ("30. Oktober", "2025-10-30")]),
    ("Gespielt wird am 3., 4. und 7. November.",
     [("3.", "2025-11-03"), ("4.", "2025-11-04"), ("7. November", "2025-11-07")]),
    ("Die Tage vom 1. bis 3. Mai 2024 waren heiß.", [("1.", "2024-05-01"), ("3. Mai 2024", "2024-05-03")]),
    # quarters, halves, decades, centuries
    ("Im dritten Quartal stieg der Gewinn.", [("dritten Quartal", "2025-Q3")]),
    ("In der ersten Jahreshälfte 2024 sank er.", [("der ersten Jahreshälfte 2024", "2024-H1")]),
    ("In den 1990er-Jahren wurde gebaut.", [("den 1990er-Jahren", "199")]),
    ("Die 60er Jahre waren bunt.", [("Die 60er Jahre", "196")]),
    ("Die Burg ist aus dem 15. Jahrhundert.", [("dem 15. Jahrhundert", "14")]),
    # parts of the day
    ("Am Sonntag stürzte er. Am Abend wurde er operiert.", [("Sonntag", "2025-10-26"), ("Abend", "2025-10-26TEV")]),
    ("Am Morgen des 3. Mai 2024 brach Feuer aus.", [("Morgen des 3. Mai 2024", "2024-05-03TMO")]),
    ("Es geschah am frühen Morgen.", [("frühen Morgen", "2025-10-28TMO")]),
    ("Am Montagabend brannte ein Stall.", [("Montagabend", "2025-10-27TEV")]),
    # measured from what was named before
    ("Im Februar 2019 begann es, im Juni desselben Jahres endete es.",
     [("Februar 2019", "2019-02"), ("Juni desselben Jahres", "2019-06")]),
    ("Am 3. Mai 2024 kam er. Zwei Tage später reiste er ab.",
     [("3. Mai 2024", "2024-05-03"), ("Zwei Tage später", "2024-05-05")]),
    ("Am 3. Mai 2024 kam er, tags darauf reiste er ab.",
     [("3. Mai 2024", "2024-05-03"), ("tags darauf", "2024-05-04")]),
    # not a time
    ("Die 47-jährige Lehrerin und der 16-Jährige gewannen.", []),
    ("Teilnehmen dürfen Kinder ab 16 Jahren.", []),
    ("Er ist 31 Jahre alt.", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[case[0][:40] for case in CASES])
def test_expressions(sentence: str, expected: list[tuple[str, str]]) -> None:
    found = tag(sentence, language="de", published=TUESDAY)
    assert [(one.text, one.value) for one in found] == expected


DIRECTIONS = [
    ("Am Freitag trifft sich der Minister mit dem König.", "2025-10-31"),
    ("Der Minister traf den König am Freitag.", "2025-10-24"),
    ("Der Minister hat den König am Freitag getroffen.", "2025-10-24"),
    ("Beide hätten am Freitag telefoniert.", "2025-10-24"),
    ("Der Brief wurde am Freitag übergeben.", "2025-10-24"),
    ("Der Minister wird den König am Freitag treffen.", "2025-10-31"),
    ("Er soll am Freitag aussagen.", "2025-10-31"),
    ("Das Treffen ist für Freitag geplant.", "2025-10-31"),
    ("Es wird erwartet, dass er bei dem Treffen am Freitag sprechen wird.", "2025-10-31"),
    ("Die Agentur berichtete, dass die Ministerin am Freitag einen Besuch bei dem König durchführte.", "2025-10-24"),
    ("Das berichtete die Agentur am Dienstag.", "2025-10-28"),
    ("Seit Freitag steht der Betrieb still.", "2025-10-24"),
    ("Der Weg bleibt bis Freitag gesperrt.", "2025-10-31"),
    ("Das Spiel am Freitag.", "2025-10-24"),
    ("Am vergangenen Freitag regnete es.", "2025-10-24"),
    ("Am kommenden Freitag regnet es.", "2025-10-31"),
]


@pytest.mark.parametrize(("sentence", "expected"), DIRECTIONS)
def test_direction_of_a_weekday(sentence: str, expected: str) -> None:
    (found,) = tag(sentence, language="de", published=TUESDAY)
    assert (found.value, found.anchor, found.anchor_source) == (expected, "2025-10-28", "article")


def test_a_measured_distance_arrives_at_a_point() -> None:
    (found,) = tag("Das Museum wurde vor zwei Jahren eröffnet.", language="de", published=TUESDAY)
    assert (found.type, found.value, found.point) == ("DURATION", "P2Y", "2023")
    assert (found.begin, found.end_exclusive) == (date(2023, 1, 1), date(2024, 1, 1))
