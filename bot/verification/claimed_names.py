"""Which words of a written sentence are names: persons, places, organisations.

In English a capital letter tells, but for titles and the word that opens the sentence. German nouns have one too: there
a determiner, a noun's ending or a plural in the dictionary makes a common noun, unless it is a place or stands beside
another name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.articles import Span
from index.words import fold
from retrieval.function_words import FUNCTION_WORDS
from retrieval.places import is_place, other_names


@dataclass(frozen=True, slots=True)
class Name:
    """Names side by side ("Choi Sun-hui"); `soft` where only words of the dictionary make it up ("Central Bank")."""

    start: int
    end: int
    parts: tuple[str, ...]
    soft: bool

    @property
    def text(self) -> str:
        return " ".join(self.parts)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    place: int


_TOKEN = re.compile(r"[^\W\d_]+\d+\w*|[^\W\d_]+(?:[-'’][^\W\d_]+)*(?:-\d+)?(?:(?<=\b[A-Z])\.(?:[A-Z]\.)+)?")
#: Offices and forms of address, which are no names and are translated freely.
_TITLES = frozenset(
    """
    president prime foreign minister ministers chancellor secretary general king queen pope prince princess
    mayor governor
    professor doctor dr prof mr mrs ms sir lady chief justice senator ambassador director chairman chairwoman speaker
    vice deputy judge bishop archbishop cardinal emperor captain colonel leader defence defense finance interior state
    spokesman spokeswoman spokesperson ministry government parliament cabinet court police army union summit treaty
    republic federal national international central district city council commission committee department office agency
    news state-run head emperor world cup olympic games championship league war christmas easter
    prasident prasidentin ministerin kanzler kanzlerin herr frau doktor konig konigin papst prinz bundesprasident
    """.split()
)
#: Further words of grammar that open sentences.
_OPENERS = frozenset(
    """
    between before during until within despite among against around near through throughout towards upon via per
    although because however meanwhile both either neither another later earlier today yesterday tomorrow nearly almost
    about only just still then thus therefore instead since following according under without including unlike like
    once twice
    """.split()
)
_VERB = re.compile(
    r"(?:[a-z]+ed|is|was|has|had|will|would|said|says|met|told|held|went|left|came|gave|took|made|won|lost|became|began"
    r"|can|could|did|does|may|might|must|should|wants|plans|visits|spoke|led|saw|sent|set|signed|and|wrote|knew|flew|also|then|later|again|still|already|now|never|not)\b"
)
_ENGLISH_NOUN = re.compile(r"(?:s|ing|ly|tion|sion|ment|ness|ity|ism|ship|ance|ence|age|ure|acy|logy|work|people)$")
_NOUN_ENDING = re.compile(
    r"(?:ung|heit|keit|schaft|tion|tät|ismus|tum|ungen|heiten|keiten|schaften|tionen|täten|innen|nis|nisse|ling|chen"
    r"|ment|ur|ik|ie|ei|erin|ler)$"
)
#: Surnames and places are made of words too.
_NAME_ENDING = re.compile(
    r"(?:mann|berg|burg|bach|stein|dorf|hausen|heim|feld|au|brück|bruck|furt|stadt|hof|hoff|meier|meyer|maier|müller"
    r"|schmidt|bauer|wald|thal|tal|kirchen|haven|hafen|see|ingen|land|korea|weiler|born|holz|rode|horst|busch|kamp)s?$"
)
_DETERMINER = re.compile(
    r"(?:der|die|das|dem|den|des|ein|eine[nmrs]?|kein\w*|ihre?[nmrs]?|seine?[nmrs]?|im|am|beim|zum|zur|ins|vom|ans|aufs"
    r"|diese[nmrs]?|jede[nmrs]?|viele[nr]?|alle[nr]?|mehrere[nr]?|einige[nr]?|beide[nr]?|unsere?[nmrs]?|welche[nmrs]?)"
)


def names_claimed(text: str, language: str, *, outside: Sequence[Span] = ()) -> list[Name]:
    """Names of a sentence in order, but for words in the spans `outside`."""
    tokens = [
        _Token(match.group(), match.start(), match.end(), place) for place, match in enumerate(_TOKEN.finditer(text))
    ]
    chosen = [each for each in tokens if each.text[0].isupper() or any(c.isdigit() for c in each.text)]
    chosen = [each for each in chosen if not any(each.start < span.end and each.end > span.start for span in outside)]
    judge = _is_german_name if language == "de" else _is_english_name
    named = [each for each in chosen if judge(text, tokens, each)]
    if language == "de":
        named = _with_neighbours(text, chosen, named)
    return [_name(group) for group in _side_by_side(text, named)]


def load() -> None:
    """Read the dictionaries and the names of places, seconds that the first sentence else waits for."""
    names_claimed("Putin met Zustimmung in Moscow", "en")
    names_claimed("Putin traf Zustimmung in Moskau", "de")
    other_names("moskau")


def _is_english_name(text: str, tokens: Sequence[_Token], token: _Token) -> bool:
    folded = fold(token.text)
    if folded in _TITLES:
        return False
    if folded in FUNCTION_WORDS["en"] or (folded in _OPENERS and _opens(text, token)):
        return token.text.isupper() and len(token.text) > 1
    if not _opens(text, token):
        return True
    following = tokens[token.place + 1] if token.place + 1 < len(tokens) else None
    if following is None or following.text[0].isupper():
        return following is not None or not _in_dictionary(token.text.lower(), "en")
    if re.match(r"['’]s\b", text[token.end :]) or re.search(r"['’]s$", token.text):
        return True
    if not _in_dictionary(token.text.lower(), "en") or is_place(folded):
        return True
    # A singular noun without an article before a verb is a name ("Trump met …"), unless it is a plural or abstract.
    if _ENGLISH_NOUN.search(token.text) and not (token.text.endswith("s") and _is_no_plural(token.text.lower())):
        return False
    return bool(_VERB.match(following.text))


def _is_no_plural(word: str) -> bool:
    """Whether an English word in s is not the plural of another ("siemens")."""
    from simplemma import lemmatize

    return lemmatize(word, lang="en") == word


def _is_german_name(text: str, tokens: Sequence[_Token], token: _Token) -> bool:
    word, folded = token.text, fold(token.text)
    if folded in _TITLES or (folded in FUNCTION_WORDS["de"] and not (word.isupper() and len(word) > 1)):
        return False
    if (word.isupper() and len(word) > 1) or any(c.isdigit() for c in word):
        return True
    if (is_place(folded) or is_place(folded.removesuffix("s"))) and not _is_plural(word):
        return True
    if _is_compound(word):
        return False
    if not _in_dictionary(word, "de") and not _in_dictionary(word.lower(), "de"):
        # Unknown words are names or compounds, which German makes at will; those have a determiner mostly.
        return not (_NOUN_ENDING.search(word) or _is_determined(tokens, token))
    if _opens(text, token) and _is_grammar(word):
        return False
    if _is_determined(tokens, token) or _NOUN_ENDING.search(word):
        return False
    return not _is_common_noun(word)


def _is_grammar(word: str) -> bool:
    """Whether the dictionary has a German word that is written small; its names it knows in both forms."""
    from simplemma import lemmatize

    small = word.lower()
    return _in_dictionary(small, "de") and lemmatize(small, lang="de")[0].islower()


def _is_determined(tokens: Sequence[_Token], token: _Token) -> bool:
    before = [each.text for each in tokens[max(0, token.place - 3) : token.place]]
    for word in reversed(before):
        if _DETERMINER.fullmatch(word.lower()):
            return True
        if word[0].isupper() or not re.fullmatch(r"[a-zäöüß]{2,}(?:e|en|er|es|em)", word):
            return False
    return False


@lru_cache(maxsize=4096)
def _is_common_noun(word: str) -> bool:
    """Whether the dictionary holds a plural or stem of a German word, or the verb that it is made of."""
    from simplemma import lemmatize

    if lemmatize(word, lang="de") != word or (re.search("(?:e[nlr]n?)$", word) and _is_grammar(word)):
        return True
    bent = re.sub("[aou](?=[^aou]*$)", lambda vowel: {"a": "ä", "o": "ö", "u": "ü"}[vowel.group()], word)
    plurals = [*(word + ending for ending in ("n", "en", "e", "nen")), *(bent + ending for ending in ("", "e", "er"))]
    return any(each != word and _in_dictionary(each, "de") and lemmatize(each, lang="de") == word for each in plurals)


def _is_plural(word: str) -> bool:
    """Whether the dictionary knows a German word as the plural of another ("Länder", a city in Wyoming too)."""
    from simplemma import lemmatize

    return lemmatize(word, lang="de") not in (word, word.removesuffix("s"))


@lru_cache(maxsize=4096)
def _is_compound(word: str) -> bool:
    """Whether an unknown German word is made of two of the dictionary ("Friedensplan"), and not as names are."""
    if _in_dictionary(word, "de") or _NAME_ENDING.search(word):
        return False
    for length in range(4, len(word) - 2):
        tail = word[-length:].capitalize()
        if _in_dictionary(tail, "de") and _in_dictionary(word[:-length], "de"):
            return True
    return False


@lru_cache(maxsize=16384)
def _in_dictionary(word: str, language: str) -> bool:
    from simplemma import is_known

    return bool(is_known(word, lang=language))


def _opens(text: str, token: _Token) -> bool:
    """Whether a token opens the sentence or a quotation in it."""
    return not re.search(r"[\w,;]\s*$", text[: token.start].rstrip(" „“”\"'‚‘’«»(-–—•*")) if token.start else True


def _with_neighbours(text: str, chosen: Sequence[_Token], named: Sequence[_Token]) -> list[_Token]:
    """With a known word beside a name ("Birgit Sollmann"), unless it is a title or ends as nouns do."""
    starts = {each.start for each in named}
    found = list(named)
    for each in chosen:
        if each.start in starts or fold(each.text) in _TITLES or fold(each.text) in FUNCTION_WORDS["de"]:
            continue
        beside = any(text[each.end : other.start] == " " for other in named)
        if beside and not _NOUN_ENDING.search(each.text) and not (_is_common_noun(each.text)):
            found.append(each)
    return sorted(found, key=lambda each: each.start)


def _side_by_side(text: str, named: Sequence[_Token]) -> list[list[_Token]]:
    groups: list[list[_Token]] = []
    for token in named:
        if groups and text[groups[-1][-1].end : token.start] in (" ", "-", "\u00a0"):
            groups[-1].append(token)
        else:
            groups.append([token])
    return groups


def _name(group: Sequence[_Token]) -> Name:
    parts = tuple(re.sub(r"['’]s?$", "", each.text) for each in group)
    soft = len(parts) > 1 and all(_in_dictionary(part.lower(), "en") for part in parts)
    return Name(group[0].start, group[-1].end, parts, soft)
