"""What Dateline says in Slack, in the languages it answers in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SlackPhrases:
    """Templates of one language; {…} is filled in."""

    searching: str
    status: str
    searched: str
    queued: str
    queued_next: str
    understood: str
    about: str
    sources_button: str
    sources_title: str
    closest_title: str
    good: str
    bad: str
    thanks: str
    apology: str
    empty: str
    too_long: str
    not_here: str
    shared: str
    gone: str
    changed: str
    no_url: str


_PHRASES = {
    "en": SlackPhrases(
        searching="Searching the archive …",
        # Slack puts the app's name before it.
        status="is searching the archive …",
        searched="Searched the archive",
        queued="Queued: {count} questions before this one.",
        queued_next="Queued: one question before this one.",
        understood="Understood as: {question}",
        about="Question: {question}",
        sources_button="Sources",
        sources_title="Sources",
        closest_title="Closest articles, none of which answers it:",
        good="Helpful",
        bad="Not helpful",
        thanks="Thank you, noted.",
        apology="Sorry, something went wrong and there is no answer. Whoever runs Dateline finds the reason in its log"
        " under {incident}.",
        empty="Ask me in a sentence, for example: When did …? I answer from the archive and show the sentence that says"
        " so.",
        too_long="That is too long for one question. Please ask one thing in a sentence or two.",
        not_here="I may not answer in this channel. Write to me directly instead.",
        shared="I do not answer where people of other organisations read along, or where I cannot tell. Write to me"
        " directly instead.",
        gone="The sources of this answer are no longer kept. Ask again to see them.",
        changed="The article has changed since this answer was given.",
        no_url="no link",
    ),
    "de": SlackPhrases(
        searching="Ich suche im Archiv …",
        status="sucht im Archiv …",
        searched="Im Archiv gesucht",
        queued="In der Warteschlange: {count} Fragen sind vorher dran.",
        queued_next="In der Warteschlange: eine Frage ist vorher dran.",
        understood="Verstanden als: {question}",
        about="Frage: {question}",
        sources_button="Quellen",
        sources_title="Quellen",
        closest_title="Nächstliegende Artikel, von denen keiner antwortet:",
        good="Hilfreich",
        bad="Nicht hilfreich",
        thanks="Danke, notiert.",
        apology="Entschuldigung, es ist etwas schiefgegangen, und es gibt keine Antwort. Wer Dateline betreibt, findet"
        " den Grund im Protokoll unter {incident}.",
        empty="Frag mich in einem Satz, zum Beispiel: Wann hat …? Ich antworte aus dem Archiv und zeige den Satz, in"
        " dem es steht.",
        too_long="Das ist zu lang für eine Frage. Bitte frag eine Sache in ein, zwei Sätzen.",
        not_here="In diesem Kanal darf ich nicht antworten. Schreib mir bitte direkt.",
        shared="Wo andere Organisationen mitlesen oder ich das nicht weiß, antworte ich nicht. Schreib mir bitte"
        " direkt.",
        gone="Die Quellen dieser Antwort sind nicht mehr gespeichert. Frag noch einmal, um sie zu sehen.",
        changed="Der Artikel hat sich seit dieser Antwort geändert.",
        no_url="kein Link",
    ),
}


def slack_phrases(language: str) -> SlackPhrases:
    """The phrases of a language; English where there are none."""
    return _PHRASES.get(language, _PHRASES["en"])
