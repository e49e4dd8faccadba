"""The language that a question is asked in.

A detector of languages is hardly surer of so short texts full of names than a look at their words, and takes 75 MB.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import fmean

from index.languages import detect_language
from index.words import fold
from retrieval.function_words import FUNCTION_WORDS, GRAMMAR

#: Words that begin questions and belong to one of the two languages only.
_ASKING = {
    "de": """
        wann wer wen wem wessen wo wohin woher wie wieso weshalb warum welche welcher welches welchen welchem wieviel
        """.split(),
    "en": "when who whom whose where how why what which did does do".split(),
}
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
#: Of the words of a question in English, the share that is in the dictionary. On 1,496 headlines and lists of keywords
#: without telling function words .957 to .988 are told right by it, .981 to .988 by the detector.
_ENGLISH = 0.6


def asked_in(question: str, languages: Sequence[str]) -> str:
    """Which of `languages`: by the asking word where there is one, since names mislead; else by the function words,
    else by an English dictionary, where the choice is between English and one other language.

    Raises ConfigurationError for a language that nothing can tell.
    """
    first = {word: language for language in languages for word in _ASKING.get(language, ())}
    found = _WORD.findall(question)
    for word in found:
        if (language := first.get(word.lower())) is not None:
            return language
    counts = {
        language: sum(fold(word) in FUNCTION_WORDS[language] for word in found)
        for language in languages
        if language in FUNCTION_WORDS
    }
    best = sorted(counts, key=lambda language: -counts[language])
    if len(counts) == len(languages) > 1 and counts[best[0]] > counts[best[1]]:
        return best[0]
    others = [language for language in languages if language != "en"]
    telling = [word for word in found if len(word) > 1 and fold(word) not in GRAMMAR]
    if "en" in languages and len(others) == 1:
        if not telling:
            return languages[0]
        return "en" if _english_share(telling) > _ENGLISH else others[0]
    return detect_language(question, among=languages)


def _english_share(words: Sequence[str]) -> float:
    """The share of words in the dictionary, where those in small letters, which are no names, count twice."""
    known = {word: is_english(word) for word in words}
    small = [known[word] for word in words if word.islower()] or list(known.values())
    return fmean([fmean(small), fmean(known[word] for word in words)])


def is_english(word: str) -> bool:
    """Whether an English dictionary has the word, or all the words that a compound joins with hyphens."""
    # Imported here: loading the dictionary takes a tenth of a second and 20 MB, and few questions need it.
    from simplemma import is_known

    parts = [part for part in re.split(r"[-'’]", word) if len(part) > 1]
    return all(is_known(part, lang="en") or is_known(part.lower(), lang="en") for part in parts)
