"""The sentences that Dateline itself says, in the languages it answers in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """Templates of one language; {…} is filled in."""

    no_evidence: str
    no_date: str
    closest: str
    undated: str
    reports_differ: str
    opening_quote: str
    closing_quote: str
    from_article: str
    from_text: str
    stands_there: str
    article_undated: str
    outlets: str
    published: str
    date_unknown: str
    likely: str
    unsure: str
    model_failed: str
    model_unproven: str


_PHRASES = {
    "en": Phrases(
        no_evidence="The archive does not say.",
        no_date="The archive does not say when.",
        closest="Closest articles:",
        undated="“{expression}”, but the article's own date is unknown, so the day is unknown too.",
        reports_differ="The reports differ:",
        opening_quote="“",
        closing_quote="”",
        from_article="“{text}” = {date}, from the article's own date, {anchor}",
        from_text="“{text}” = {date}, from {anchor} named before it",
        stands_there="“{text}” = {date}",
        article_undated="“{text}” cannot be dated: the article's own date is unknown",
        outlets="{outlets} outlets, 1 report",
        published="published {date}",
        date_unknown="date of publication unknown",
        likely="Likely, but check the quote.",
        unsure="Not sure: check the quote.",
        model_failed="{reason}; quoted from the articles instead.",
        model_unproven="Nothing that the language model wrote was proven; quoted from the articles instead.",
    ),
    "de": Phrases(
        no_evidence="Das Archiv sagt dazu nichts.",
        no_date="Das Archiv sagt nicht, wann.",
        closest="Nächstliegende Artikel:",
        undated="„{expression}“, doch das Datum des Artikels ist unbekannt und damit auch der Tag.",
        reports_differ="Die Berichte unterscheiden sich:",
        opening_quote="„",
        closing_quote="“",
        from_article="„{text}“ = {date}, gerechnet vom Datum des Artikels, {anchor}",
        from_text="„{text}“ = {date}, gerechnet von {anchor} davor im Text",
        stands_there="„{text}“ = {date}",
        article_undated="„{text}“ ist nicht datierbar: das Datum des Artikels ist unbekannt",
        outlets="{outlets} Medien, 1 Bericht",
        published="veröffentlicht {date}",
        date_unknown="Datum der Veröffentlichung unbekannt",
        likely="Wahrscheinlich, aber prüfen Sie das Zitat.",
        unsure="Unsicher: prüfen Sie das Zitat.",
        model_failed="{reason}; stattdessen aus den Artikeln zitiert.",
        model_unproven="Nichts, was das Sprachmodell schrieb, war belegt; stattdessen aus den Artikeln zitiert.",
    ),
}


def phrases(language: str) -> Phrases:
    """The phrases of a language; English where there are none."""
    return _PHRASES.get(language, _PHRASES["en"])
