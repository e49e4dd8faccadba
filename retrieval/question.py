"""What a question asks for: its language, its kind, its names and numbers, and the words to search with."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from index.dates import question_range, tag, tense
from index.errors import QuestionError
from index.lookup import Scope
from index.words import fold, stems
from retrieval.asked_in import asked_in
from retrieval.function_words import FUNCTION_WORDS

#: Characters of a question beyond which it is taken for pasted text.
LONGEST = 2000


class Kind(Enum):
    """What an answer must hold."""

    WHEN = "when"
    WHO = "who"
    WHERE = "where"
    HOW_MANY = "how many"
    OTHER = "other"


_LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class Query:
    """A question ready to be searched for.

    `names` are names and numbers as they stand in the question, `tense` is -1 where it asks about the past, 1 about
    what is to come, 0 where that is open, `events` the half-open range of days that it asks about (open ends None; None
    where it names no time), `scope` limits the articles, `limit` is the number of passages wanted,
    `as_of` the day that counts as today.
    """

    text: str
    language: str
    kind: Kind
    names: tuple[str, ...]
    tense: int
    events: tuple[datetime.date | None, datetime.date | None] | None
    scope: Scope
    limit: int
    as_of: datetime.date

    @property
    def asks_for_days(self) -> bool:
        """Whether the range that it asks about is a month long at most."""
        begin, end = self.events or (None, None)
        return begin is not None and end is not None and (end - begin).days <= _LONGEST_MONTH


_KINDS: dict[str, list[tuple[Kind, re.Pattern[str]]]] = {
    "en": [
        (
            Kind.WHEN,
            re.compile(r"\bwhen\b|\b(?:what|which)\s+(?:day|date|month|year|time|week)\b", re.I),
        ),
        (
            Kind.HOW_MANY,
            re.compile(
                r"\bhow (?:many|much|long|far|high|old|big|large|tall|deep|fast)\b"
                r"|\bwhat (?:does|did|will) .{1,80}\bcost\b",
                re.I,
            ),
        ),
        (Kind.WHO, re.compile(r"\bwho(?:m|se)?\b", re.I)),
        (Kind.WHERE, re.compile(r"\bwhere\b", re.I)),
    ],
    "de": [
        (
            Kind.WHEN,
            re.compile(r"\b(?:wann|welche[mnrs]?\s+(?:tag|datum|monat|jahr|woche|zeitpunkt))\b|\bseit wann\b", re.I),
        ),
        (
            Kind.HOW_MANY,
            re.compile(
                r"\bwie\s*(?:viele?[nr]?|lange?|weit|hoch|alt|groß|tief|schnell|teuer)\b|\bwas kostete?n?\b", re.I
            ),
        ),
        (Kind.WHO, re.compile(r"\b(?:wer|wen|wem|wessen)\b", re.I)),
        (Kind.WHERE, re.compile(r"\b(?:wo|wohin|woher)\b", re.I)),
    ],
}
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
#: Endings that make common nouns in German, where every noun has a capital letter.
_NOUN_ENDING = re.compile(r"(?:ung|heit|keit|schaft|tion|tät|ismus|tum|innen|ungen|erin)$")
_DETERMINER = re.compile(
    r"(?:der|die|das|dem|den|des|ein|eine[nmrs]?|kein\w*|ihre?[nmrs]?|seine?[nmrs]?|im|am|beim|zum|zur|ins|vom|welche[nmrs]?"
    r"|diese[nmrs]?|viele[nr]?|alle[nr]?|wie\s?viele?)"
)
_ADJECTIVE = re.compile(r"[^\W\d_]{2,}(?:e|en|er|es|em)")


def analyse_question(
    text: str,
    *,
    languages: Sequence[str],
    as_of: datetime.date,
    scope: Scope | None = None,
    limit: int = 5,
) -> Query:
    """The query for a question. Raises QuestionError for one that is empty or longer than LONGEST characters."""
    question = " ".join(text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8").split())
    if not any(character.isalnum() for character in question):
        raise QuestionError("The question is empty", hint='Ask in a sentence: dateline ask "When did …?"')
    if len(question) > LONGEST:
        raise QuestionError(
            f"The question has {len(question):,} characters, more than {LONGEST:,}",
            hint="Ask one thing in a sentence or two.",
        )
    language = asked_in(question, languages)
    return Query(
        text=question,
        language=language,
        kind=question_kind(question, language),
        names=tuple(names_in(_without_times(question, language, as_of), language)),
        tense=0 if _AIMS.match(question) else tense(question, language=language),
        events=question_range(question, language=language, as_of=as_of),
        scope=scope or Scope(),
        limit=limit,
        as_of=as_of,
    )


def _without_times(question: str, language: str, as_of: datetime.date) -> str:
    """The question with its time expressions taken out: an article need not write a day the way the question does."""
    for found in reversed(tag(question, language=language, published=as_of)):
        question = question[: found.start] + question[found.end :]
    return question


def without_days(query: Query) -> str:
    """The question without the days, weeks or months that it asks about.

    Articles write "on Monday", so its date is looked for by what theirs mean, and its words would only find a sentence
    that has the same words for another day. A year stays: that is what articles write too.
    """
    if not query.asks_for_days:
        return query.text
    return " ".join(_without_times(query.text, query.language, query.as_of).split())


def question_kind(question: str, language: str) -> Kind:
    """What the question asks for, by its first asking word."""
    found = [(match.start(), kind) for kind, asks in _KINDS.get(language, ()) if (match := asks.search(question))]
    return min(found, key=lambda each: each[0])[1] if found else Kind.OTHER


def content_stems(question: str, language: str) -> list[str]:
    """Stems of the question's content words, without repetition, to be searched in articles of that language."""
    kept = content_words(question, language)
    return list(dict.fromkeys(stem for word in kept for stem in stems(word, language=language)))


def without_names(query: Query) -> str:
    """The question without its names, so that what happened counts for more than to whom."""
    bare = query.text
    for name in query.names:
        if not name[0].isdigit():
            bare = bare.replace(name, "")
    return " ".join(bare.split()).replace(" ?", "?")


def content_words(question: str, language: str) -> list[str]:
    """The question's words as they stand, without repetition and without those that carry only grammar."""
    skipped = FUNCTION_WORDS.get(language, frozenset())
    found = dict.fromkeys(match.group() for match in _TOKEN.finditer(question))
    return [word for word in found if fold(word) not in skipped]


def names_in(question: str, language: str) -> list[str]:
    """Names and numbers of a question, in order: what must be in the evidence whatever its language.

    In English a capital letter inside the sentence tells. German nouns have one too: there a word counts as a name
    unless an article or adjective stands before it or its ending makes it a common noun.
    """
    skipped = FUNCTION_WORDS.get(language, frozenset())
    tokens = [match.group() for match in _TOKEN.finditer(question)]
    names = []
    for position, token in enumerate(tokens):
        if token[0].isdigit():
            names.append(token)
        elif not token[0].isupper() or fold(token) in skipped:
            continue
        elif token.isupper() and len(token) > 1:
            names.append(token)
        elif language == "de":
            if not _NOUN_ENDING.search(token) and not _is_determined(tokens[:position]):
                names.append(token)
        elif position > 0 or len(tokens) == 1 or tokens[position + 1][0].isupper():
            names.append(token)
    return list(dict.fromkeys(names))


def _is_determined(before: Sequence[str]) -> bool:
    """Whether a determiner, or one with an adjective, stands right before a German word: then it is a common noun."""
    nearest = [token.lower() for token in before[-2:]]
    if nearest and _DETERMINER.fullmatch(nearest[-1]):
        return True
    return len(nearest) == 2 and bool(_ADJECTIVE.fullmatch(nearest[1]) and _DETERMINER.fullmatch(nearest[0]))


#: Questions for the other end of something: "postponed until when?" is past, its answer need not be.
_AIMS = re.compile(r"(?:auf|bis|ab) wann\b|(?:until|till|to|from) (?:when|what|which)\b", re.IGNORECASE)
