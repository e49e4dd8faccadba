"""What to look for in the articles of each language, and how much of it a passage or sentence holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.fulltext import Column, FullText
from index.lookup import StoredPassage, StoredSentence
from index.words import stems, words
from retrieval.lexical import coverage, rarity
from retrieval.question import Query, content_stems, without_days
from retrieval.spellings import Spellings, spellings

#: Share of lexical coverage in the score where question and article share a language, of passage and sentence each.
#: On 120 paragraphs of XQuAD, .10 to .20 are within .004 of each other; the cosine alone loses .02 of R@1.
_SAME_LANGUAGE = 0.15
#: The same for names and numbers where they do not: more than .05 wrecks cross-language search, less finds no names.
_OTHER_LANGUAGE = 0.05
#: What a sentence in another language gets instead of the coverage it cannot have, and for the pull that embeddings
#: feel towards the question's own language: in an archive half German, half English it lifts R@1 of XQuAD across
#: languages from .52 to .90 (en-de) and .44 to .88 (de-en), and costs .01 within one.
_CROSSING = 0.08
#: Words in a usual passage and sentence, against which lengths are judged.
_USUAL_PASSAGE = 150.0
_USUAL_SENTENCE = 22.0


@dataclass(frozen=True)
class Terms:
    """The question's words with their rarity, as looked for in articles of one language.

    `total` is the weight of all the question's words, of which `weights` may be a part; `share` is that of coverage in
    the score, `bonus` what is added to it; `spelt` is how the archive writes the names among the words.
    """

    language: str
    column: Column
    weights: Mapping[str, float]
    spelt: Spellings
    total: float
    share: float
    bonus: float

    @cached_property
    def searched(self) -> list[str]:
        """Words, and words side by side with blanks between them, that full text search looks for."""
        return [*self.weights, *(" ".join(form) for form in self.spelt.forms)]

    def of_passage(self, passage: StoredPassage) -> float:
        """The share of the question's words that a passage holds, 0 to 1."""
        text = [*passage.title_stems, *passage.stems] if self.column is Column.STEMS else passage.words
        return self._coverage(text, _USUAL_PASSAGE)

    def of_sentence(self, sentence: StoredSentence) -> float:
        """The same for a sentence."""
        by_stem = self.column is Column.STEMS
        text = stems(sentence.text, language=self.language) if by_stem else words(sentence.text)
        return self._coverage(text, _USUAL_SENTENCE)

    def _coverage(self, text: Sequence[str], usual_length: float) -> float:
        part = sum(self.weights.values())
        if self.total <= 0:
            return 0.0
        return coverage(self.weights, self.spelt.named(text), usual_length=usual_length) * part / self.total


def terms(query: Query, languages: Iterable[str], fulltext: FullText) -> dict[str, Terms]:
    """What to look for in the articles of each of `languages`: in those of the question's own all its words by their
    stems, in the others its names, in either with the spellings that the archive has for the names."""
    passages = fulltext.passages()
    spelt = spellings(query, fulltext)
    stemmed = _stemmed(spelt, query.language)
    own = _weights(content_stems(without_days(query), query.language), stemmed, Column.STEMS, fulltext, passages)
    names = [word for name in query.names for word in words(name)]
    weights = _weights(names, spelt, Column.WORDS, fulltext, passages)
    total = sum(weights.values()) + (len(own) - min(len(own), len(weights))) * rarity(0, passages)
    return {
        language: Terms(language, Column.STEMS, own, stemmed, sum(own.values()), _SAME_LANGUAGE, 0.0)
        if language == query.language
        else Terms(language, Column.WORDS, weights, spelt, total, _OTHER_LANGUAGE, _CROSSING)
        for language in languages
    }


def _stemmed(spelt: Spellings, language: str) -> Spellings:
    forms: dict[tuple[str, ...], frozenset[str]] = {}
    for form, stands_for in spelt.forms.items():
        stem = tuple(stems(" ".join(form), language=language))
        names = frozenset(stems(" ".join(sorted(stands_for)), language=language)) - set(stem)
        if names:
            forms[stem] = forms.get(stem, frozenset()) | names
    return Spellings(forms)


def _weights(
    wanted: Iterable[str], spelt: Spellings, column: Column, fulltext: FullText, passages: int
) -> dict[str, float]:
    """The rarity of each word in any spelling; one of several words is as frequent as the rarest of them at most."""
    listed = list(dict.fromkeys(wanted))
    frequencies = fulltext.frequencies([*listed, *(word for form in spelt.forms for word in form)], column=column)
    found = {}
    for term in listed:
        others = [min(frequencies.get(word, 0) for word in form) for form in spelt.of(term)]
        found[term] = rarity(min(passages, frequencies.get(term, 0) + sum(others)), passages)
    return found
