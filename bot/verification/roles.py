"""Who did it and to whom: two names around one verb, told the other way round.

Only for verbs of which both languages' forms are known, and only where word order, a "by" or "von" or a case says in
both texts who acts; everything else is left alone. Two verbs can tell one event from its two sides: who is received
visits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.verification.claimed_names import names_claimed
from bot.verification.facts import Detail, Finding, Proof
from index.articles import Span
from retrieval.names import is_named

#: What happens: forms in English, forms in German (those that need a particle later in the sentence with it), and
#: whether whoever acts is the one to whom the first verb of that name happens.
_VERBS: tuple[tuple[str, str, str, bool], ...] = (
    ("visit", r"visit(?:s|ed|ing)?", r"besuch(?:t|te|en|e)?", False),
    ("visit", r"receiv(?:e|es|ed|ing)|host(?:s|ed)?|welcom(?:e|es|ed)", r"empf(?:ängt|ing|angen|ange|inge)", True),
    ("beat", r"beat(?:s|en)?|defeat(?:s|ed)?", r"besieg(?:t|te|en|e)|bezwang|bezwungen", False),
    ("beat", r"(?:lost|loses|lose)(?: \d+[-–:]\d+)? to", r"unterlag|unterliegt|unterlegen", True),
    ("criticize", r"critici[sz](?:e|es|ed)", r"kritisier(?:t|te|en|e)", False),
    ("accuse", r"accus(?:e|es|ed)",
     r"beschuldig(?:t|te|en|e)|bezichtig(?:t|te)|wirft(?=.*\bvor\b)|warf(?=.*\bvor\b)|vorgeworfen", False),
    ("praise", r"prais(?:e|es|ed)", r"lob(?:t|te|en|e)|gelobt", False),
    ("thank", r"thank(?:s|ed)?", r"dank(?:t|te)|gedankt", False),
    ("congratulate", r"congratulat(?:e|es|ed)", r"gratulier(?:t|te|en|e)|beglückwünsch(?:t|te)", False),
    ("invite", r"invit(?:e|es|ed)", r"lud(?=.*\bein\b)|lädt(?=.*\bein\b)|eingeladen|einlud", False),
    ("call", r"phon(?:e|es|ed)|telephon(?:e|ed)|called", r"rief(?=.*\ban\b)|ruft(?=.*\ban\b)|angerufen", False),
    ("replace", r"succeed(?:s|ed)|replac(?:e|es|ed)",
     r"löst(?:e)?(?=.*\bab\b)|abgelöst|ersetz(?:t|te)|beerb(?:t|te)", False),
    ("attack", r"attack(?:s|ed)?", r"griff(?=.*\ban\b)|greift(?=.*\ban\b)|angegriffen|attackier(?:t|te|en)", False),
    ("support", r"support(?:s|ed)?|back(?:s|ed)", r"unterstütz(?:t|te|en|e)", False),
    ("appoint", r"appoint(?:s|ed)?|nominat(?:e|es|ed)",
     r"ernenn(?:t|en)|ernannt(?:e)?|nominier(?:t|te)|berief|berufen", False),
    ("dismiss", r"dismiss(?:es|ed)?|sack(?:s|ed)|fir(?:es|ed)", r"entl(?:ässt|ieß|assen)|feuert(?:e)?|gefeuert", False),
    ("sue", r"su(?:es|ed)", r"verklag(?:t|te|en)", False),
    ("kill", r"kill(?:s|ed)?|murder(?:s|ed)?|shot", r"töte(?:t|te)|getötet|ermorde(?:t|te)|erschoss(?:en)?", False),
    ("arrest", r"arrest(?:s|ed)?", r"verhafte(?:t|te)|nahm(?=.*\bfest\b)|nimmt(?=.*\bfest\b)|festgenommen", False),
    ("interview", r"interview(?:s|ed)?", r"interviewt(?:e)?", False),
    ("injure", r"injur(?:e|es|ed)|wound(?:s|ed)", r"verletz(?:t|te|en)", False),
    ("warn", r"warn(?:s|ed)?", r"warn(?:t|te|en)|gewarnt", False),
    ("rescue", r"rescu(?:e|es|ed)|sav(?:es|ed)", r"rettet(?:e)?|gerettet", False),
    ("buy", r"buys|bought|acquir(?:e|es|ed)|takes over|took over",
     r"kauft(?:e)?|gekauft|übern(?:immt|ahm|ommen)|erwarb|erworben", False),
)  # fmt: skip
_FORMS = {
    language: [(row[0], re.compile(rf"\b(?:{row[at]})\b", re.IGNORECASE), row[3]) for row in _VERBS]
    for language, at in (("en", 1), ("de", 2))
}
_BREAKS = re.compile(r"[,;:()–—“”„«»\"?!]|\b(?:and|but|und|aber|oder|or|that|dass|who|whom|which)\b")
_PREPOSITION = {
    "en": frozenset("of with by for to from against after before about in at on over near under between like".split()),
    "de": frozenset(
        "mit von vom bei beim nach für gegen zu zum zur vor über an am auf in im aus durch um wegen ohne zwischen seit"
        " wie als".split()
    ),
}
_ARTICLES = frozenset(
    "the a an der die das den dem des ein eine einen einem einer sein seine seinen ihr ihre ihren his her".split()
)
#: What ends a date, and does not begin a name: "am Montag Präsident Putin".
_TIME = re.compile(
    r"(?:mon|diens|donners|frei|sams|sonn)tag\w*|mittwoch\w*|abend|morgen|nacht|mittag|nachmittag|vormittag|jahr|monat|woche"
    r"|wochenende|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|\d+\.?"
)
_BETWEEN = 8
#: Case that tells who is acted upon, at a name's articles and titles.
_OBJECT = re.compile(r"\b(?:den|dem|einen|einem|seinen|seinem|ihren|ihrem|Herrn|\w*[Pp]räsidenten|\w*[Kk]ollegen)\b")


@dataclass(frozen=True, slots=True)
class _Deed:
    """What the named at `agent` does to the one at `patient`."""

    deed: str
    agent: Span
    patient: Span


def role_findings(text: str, language: str, proofs: Sequence[Proof]) -> list[Finding]:
    """A finding where `text` says of two that one did what its only proof says that the other did."""
    if len(proofs) != 1:
        return []
    proof = proofs[0]
    names = [Span(each.start, each.end) for each in names_claimed(text, language)]
    placed = [(name, place) for name in names if (place := _place(text[name.start : name.end], proof.text))]
    for (one, one_told), (other, other_told) in combinations(placed, 2):
        claimed = _deed(text, language, one, other)
        told = _deed(proof.text, proof.language, one_told, other_told) if claimed and one_told != other_told else None
        if claimed and told and told.deed == claimed.deed and (claimed.agent == one) != (told.agent == one_told):
            return [Finding(Detail.ROLE, _told(text, claimed), "")]
    return []


def _told(text: str, deed: _Deed) -> str:
    agent, patient = (text[each.start : each.end] for each in (deed.agent, deed.patient))
    return f"{agent} → {patient}"


def _place(name: str, text: str) -> Span | None:
    """Where the evidence has a name, by its last word; None where that is nowhere, twice, or a genitive."""
    last = re.split(r"[\s-]", name)[-1]
    found = [match for match in re.finditer(r"[^\W\d_]+", text) if is_named(last, frozenset({match.group().lower()}))]
    if len(found) != 1 or not found[0].group()[0].isupper() or _is_genitive(found[0].group(), last):
        return None
    return Span(*found[0].span())


def _is_genitive(word: str, name: str) -> bool:
    return word.endswith("s") and not name.endswith("s")


def _deed(text: str, language: str, one: Span, other: Span) -> _Deed | None:
    """What one of two names does to the other, None where that is not sure."""
    found = list(_deeds(text, language))
    if len(found) != 1:
        return None
    name, verb, reversed_ = found[0]
    first, second = sorted((one, other), key=lambda each: each.start)
    if _BREAKS.search(_outside(text, first, second, verb)):
        return None
    roles = _english(text, first, second, verb) if language == "en" else _german(text, first, second, verb)
    if roles is None:
        return None
    agent, patient = reversed(roles) if reversed_ else roles
    return _Deed(name, agent, patient)


def _deeds(text: str, language: str) -> Iterator[tuple[str, Span, bool]]:
    for name, forms, reversed_ in _FORMS.get(language, ()):
        for match in forms.finditer(text):
            # A capital inside the sentence is a noun: "der Besuch", "Trump's Attack".
            if match.group()[0].islower():
                yield name, Span(*match.span()), reversed_


def _outside(text: str, first: Span, second: Span, verb: Span) -> str:
    """What stands between the two names and the verb, without the three themselves."""
    begin, end = min(first.start, verb.start), max(second.end, verb.end)
    cut = sorted((first, second, verb), key=lambda each: each.start)
    parts, at = [], begin
    for each in cut:
        parts.append(text[at : each.start])
        at = max(at, each.end)
    return " | ".join([*parts, text[at:end]])


def _english(text: str, first: Span, second: Span, verb: Span) -> tuple[Span, Span] | None:
    """(who acts, who is acted upon)."""
    if not first.end <= verb.start < verb.end <= second.start:
        return None
    before, after = text[first.end : verb.start].split(), text[verb.end : second.start].split()
    if len(before) > _BETWEEN or len(after) > _BETWEEN or _governed(text, first, "en"):
        return None
    if re.match(r"['’]s?\b", text[second.end :]) or re.match(r"['’]s?\b", text[first.end :]):
        return None
    passive = any(word in ("was", "were", "is", "are", "be", "been", "being", "gets", "got") for word in before)
    if passive:
        return (second, first) if after[:1] == ["by"] or after[-1:] == ["by"] else None
    # "visited Moscow with Putin": the second name must be what the verb takes.
    return None if any(word.lower() in _PREPOSITION["en"] for word in after) else (first, second)


def _german(text: str, first: Span, second: Span, verb: Span) -> tuple[Span, Span] | None:
    """(who acts, who is acted upon). Of two names without case the first acts, as a reader takes it, too."""
    around = text[min(first.start, verb.start) : max(second.end, verb.end)]
    if len(around.split()) > 3 * _BETWEEN:
        return None
    governed = [_governed(text, each, "de") for each in (first, second)]
    if re.search(r"\b(?:wurden?|wird|werden|worden|sei|ist|war|waren)\b", text):
        by = [preposition in ("von", "vom", "durch") for preposition in governed]
        if by.count(True) != 1 or any(governed[at] for at in (0, 1) if not by[at]):
            return None
        return (first, second) if by[0] else (second, first)
    if any(governed):
        return None
    objects = [bool(_OBJECT.search(_before_name(text, each))) for each in (first, second)]
    if objects == [True, True]:
        return None
    return (second, first) if objects[0] else (first, second)


def _before_name(text: str, name: Span) -> str:
    """The articles, titles and other capitalised words right before a name."""
    match = re.search(
        r"(?:\b(?:[A-ZÄÖÜ][\w-]*|d(?:er|ie|en|em|es)|(?:ein|sein|ihr)\w{0,2}|\w+(?:en|er|e|em))\s+){0,4}$",
        text[: name.start],
    )
    return match.group() if match else ""


def _governed(text: str, name: Span, language: str) -> str:
    """The preposition that a name depends on, "" where there is none."""
    article = False
    for word in reversed(text[: name.start].split()[-5:]):
        plain = word.strip("„“\"'").lower()
        if plain in _PREPOSITION[language]:
            return plain
        if article or _TIME.fullmatch(plain):
            return ""
        article = plain in _ARTICLES
        if not article and not word[:1].isupper():
            return ""
    return ""
