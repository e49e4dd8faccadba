"""Follow-ups made standalone: "And when did she leave?" becomes "When did Choi leave?" from the turns before it.

Without a language model this carries over what a reader carries over: the people in place of pronouns, the other names
in brackets, and the time. With one, pass `rewrite`; what it returns is used as it is.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.references import ASKS_FIRST, TELLING, referring
from index.dates import tag
from index.words import fold
from retrieval.question import Kind, content_words, names_in, question_kind

#: Turns that a follow-up may take its names from.
REMEMBERED = 5
#: A question with at most so many words and no name of its own leans on what was said before.
_SHORT = 7
#: Names side by side are one person up to this many, else people of two names each ("Wladimir Putin Choi Sun-hui").
_ONE_PERSON = 3
#: Words of the last question that stand for what "that" was.
_MOST_WORDS = 5

Rewrite = Callable[[str, Sequence["Turn"]], str]


@dataclass(frozen=True, slots=True)
class Turn:
    """A question asked before, already standalone, in its language, and its answer."""

    question: str
    language: str
    answer: str = ""


_GERMAN_PLURAL = re.compile(r"\b\w+(?:en|sind|waren|hatten|haben)$", re.I)
#: After one of these, "her" owns nothing ("did she meet her?"), before a noun it does ("her visit").
_HER_OBJECT = re.compile(r"\bher\b(?=\s*(?:[?.!,]|$|in\b|on\b|at\b|to\b|with\b|and\b))", re.I)


def standalone(question: str, earlier: Sequence[Turn], *, rewrite: Rewrite | None = None) -> str:
    """`question` so that it is understood without the `earlier` turns (oldest first), or as it is if it already is.

    Pure but for `rewrite`; never raises of itself.
    """
    question = " ".join(question.split())
    if not earlier or not question:
        return question
    if rewrite is not None:
        return rewrite(question, earlier[-REMEMBERED:]).strip() or question
    language = follow_up_language(question, earlier[-1].language)
    names = _carried_names(earlier)
    same = _instead(question, earlier[-1], language)
    if same:
        return same
    if not _leans(question, language):
        return question
    opened, last = _opened(question, language), earlier[-1]
    # The people of "Who visited Moscow?" are in its answer, not in it.
    asked_who = question_kind(last.question, last.language) is Kind.WHO
    filled, used = (opened, set[str]()) if asked_who else _without_pronouns(opened, names, language)
    # Who takes the pronoun's place is enough: the others draw the search to what was asked before.
    return _with_rest(filled, [] if used else _subject(opened, names, last, language), last, language)


def follow_up_language(question: str, otherwise: str) -> str:
    """The language of so short a text that only its asking and joining words tell, else `otherwise`."""
    for word in re.findall(r"[^\W\d_]+", question.lower()):
        for language, known in TELLING.items():
            if word in known:
                return language
    return otherwise


def looks_like_question(text: str, language: str) -> bool:
    """Whether a message that mentions nobody asks something: a question mark, an asking word, or the way it opens.

    In a thread people also talk to each other; "thanks" and "see you tomorrow" ask nothing.
    """
    text = " ".join(text.split())
    if "?" in text:
        return True
    if question_kind(text, language) is not Kind.OTHER and ASKS_FIRST.match(text):
        return True
    about = referring(language).instead.match(text) and names_in(text, language)
    return bool(about or ASKS_FIRST.match(text))


def _leans(question: str, language: str) -> bool:
    """Whether a question needs the one before it."""
    words = referring(language)
    if words.opening.match(question):
        return True
    if any(each.search(question) for each in (words.one, words.whose, words.several)):
        return True
    if names_in(question, language):
        return False
    return bool(words.pointing.search(question) or words.time.search(question) or len(question.split()) <= _SHORT)


def _opened(question: str, language: str) -> str:
    """Without the "And" that it opens with, if a question is left."""
    rest = referring(language).opening.sub("", question)
    return rest[0].upper() + rest[1:] if len(rest.split()) >= 2 else question


def _carried_names(earlier: Sequence[Turn]) -> list[str]:
    """Names of the latest earlier question that has any."""
    for turn in reversed(earlier[-REMEMBERED:]):
        names = [name for name in _full_names(turn.question, turn.language) if not name[0].isdigit()]
        if names:
            return names
    return []


def _full_names(question: str, language: str) -> list[str]:
    """Names of a question, those that stand side by side joined ("Kim Jong-un"), without the words of its dates."""
    found = tag(question, language=language, published=datetime.date(2000, 1, 1))
    dated = {fold(word) for each in found for word in each.text.split()}
    joined: list[tuple[int, str]] = []
    for name in names_in(question, language):
        if fold(name) in dated:
            continue
        at = question.find(name)
        if joined and question[joined[-1][0] + len(joined[-1][1]) : at] == " ":
            start, before = joined.pop()
            joined.append((start, f"{before} {name}"))
        else:
            joined.append((at, name))
    return [person for _, name in joined for person in _people(name)]


def _people(names: str) -> list[str]:
    parts = names.split()
    if len(parts) <= _ONE_PERSON:
        return [names]
    return [" ".join(parts[first : first + 2]) for first in range(0, len(parts), 2)]


def _without_pronouns(question: str, names: Sequence[str], language: str) -> tuple[str, set[str]]:
    """The question with names in the place of its pronouns, and the names used."""
    if not names:
        return question, set()
    words, used = referring(language), set[str]()
    everyone = _joined(names, words.joined)

    def put(text: str, pattern: re.Pattern[str], name: str, *, all_of: bool = False) -> str:
        replaced, count = pattern.subn(lambda match: name, text, count=1)
        if count:
            used.update(names if all_of else names[:1])
        return replaced

    question = put(question, words.several, everyone, all_of=True)
    if language == "de":
        question, plural = _german_sie(question, everyone)
        if plural:
            used.update(names)
    if _HER_OBJECT.search(question) and language == "en":
        question = put(question, _HER_OBJECT, names[0])
    question = put(question, words.one, names[0])
    return put(question, words.whose, words.owner(names[0])), used


def _subject(question: str, names: list[str], last: Turn, language: str) -> list[str]:
    """What a question is about: the names of the last one, with its other words where this one has none."""
    if names and len(content_words(question, language)) > 1:
        return names
    times = " ".join(_times(last.question, last.language))
    words = [word for word in content_words(last.question, last.language) if word not in times.split()]
    return [" ".join(words[:_MOST_WORDS])] if words else names


def _german_sie(question: str, everyone: str) -> tuple[str, bool]:
    """ "Wann trafen sie sich?": after a verb in the plural "sie" is all of them."""
    for match in re.finditer(r"\bsie\b", question):
        before, after = question[: match.start()].rstrip(), question[match.end() :].rstrip(" ?.!")
        if _GERMAN_PLURAL.search(before) or (not before and _GERMAN_PLURAL.search(after)):
            return f"{question[: match.start()]}{everyone}{question[match.end() :]}", True
    return question, False


def _with_rest(question: str, names: Sequence[str], last: Turn, language: str) -> str:
    """The question with the names that stand nowhere in it, and with the time of the last one, in brackets."""
    missing = [name for name in names if not _stands_in(name, question)]
    times = [] if _times(question, language) else _times(last.question, last.language)
    added = [*missing, *times]
    return f"{question} ({', '.join(added)})" if added else question


def _instead(question: str, last: Turn, language: str) -> str:
    """ "And Lavrov?", "Was ist mit Juni 2019?": the last question with that in place of what it corresponds to."""
    opening = referring(language).instead.match(question)
    if opening is None:
        return ""
    topic = question[opening.end() :].strip(" ?.!")
    if not topic or ASKS_FIRST.match(topic) or len(topic.split()) > 5:
        return ""
    base = last.question.rstrip(" ?.!")
    times = _times(topic, language)
    if times:
        return f"{_replaced(base, _times(base, last.language)[-1:], topic)}?"
    names = _full_names(topic, language) or ([topic] if topic[0].isupper() else [])
    if not names:
        return ""
    return f"{_replaced(base, _full_names(base, last.language)[-1:], names[0])}?"


def _replaced(text: str, old: Sequence[str], new: str) -> str:
    """`text` with the last of `old` replaced by `new`; `new` added where `old` is empty."""
    if not old or (at := text.rfind(old[0])) < 0:
        return f"{text} ({new})"
    return f"{text[:at]}{new}{text[at + len(old[0]) :]}"


def _times(question: str, language: str) -> list[str]:
    """Time expressions with the preposition before them, as they stand in the question."""
    found = []
    for each in tag(question, language=language, published=datetime.date(2000, 1, 1)):
        if each.type == "DATE" and each.begin is not None:
            before = re.search(r"\b(?:in|on|since|before|after|im|am|seit|vor|nach)\s+$", question[: each.start], re.I)
            found.append(f"{before.group() if before else ''}{each.text}")
    return found


def _stands_in(name: str, question: str) -> bool:
    return re.search(rf"\b{re.escape(name)}", question, re.IGNORECASE) is not None


def _joined(names: Sequence[str], joint: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}{joint}{names[-1]}"
