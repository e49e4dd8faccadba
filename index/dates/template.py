"""Rule templates: word lists put into a pattern, compiled once per language.

A template is a regular expression with two additions: `{slot}` stands for any word of the word list of that name
(`{slot:alias}` keeps it under another name, `{slot!}` asks for a capital initial, `{slot~}` for a small one),
and a space is white space within one paragraph. A template begins with a slot or with optional groups `(?:{slot} )?`
that do, so that the tagger tries a rule only at words that can open it; every quantifier in it is bounded, so that a
try costs constant time whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.dates.context import Context, Found, Reading

# A word's meaning: a number, a unit or a TIMEX3 code.
Meaning = int | str
DIGITS = "#"


_SPACE = r"(?:[^\S\n]{1,4}\n?|\n)[^\S\n]{0,4}"
_SLOT = re.compile(r"\{([a-z]\w*)(?::(\w+))?([!~])?\}")
_OPENING = re.compile(r"\{(?P<need>\w+)(?::\w+)?[!~]?\}|\(\?:\{(?P<may>\w+)(?::\w+)?[!~]?\}[^()]*\)\?")


def words(table: str) -> dict[str, Meaning]:
    """A word list written as text, "Y: year, years; M: month, months": each word with the meaning before its colon."""
    found: dict[str, Meaning] = {}
    for row in table.split(";"):
        meaning, _, listed = row.strip().partition(":")
        value = int(meaning) if re.fullmatch(r"-?\d+", meaning) else meaning
        found |= {" ".join(word.split()): value for word in listed.split(",")}
    return found


def roles(table: str) -> dict[str, str]:
    """A word list as `words` reads it, where every meaning is a name."""
    return {word: str(role) for word, role in words(table).items()}


def numbered(words: str, start: int = 1) -> dict[str, Meaning]:
    """Words of a list counted upwards: "first/1st second" gives 1, 1 and 2."""
    return {word: number for number, same in enumerate(words.split(), start) for word in same.split("/")}


def not_a_year(things: str, joints: str) -> str:
    """Pattern that refuses a number before any of the things (a pattern each), also across "2000 to 3000 metres"."""
    listed, between = "|".join(things.split()), "|".join(joints.split())
    return rf"(?!(?:\s?(?:{between})\s?[0-9.,]{{1,7}})?\s?(?:{listed})|[.,:]?\d|/\d\d(?!\d))"


@dataclass(frozen=True, slots=True)
class Slot:
    """A word list: lower-case words with their meaning, and a pattern for numbers written in digits.

    open: the slot may end within a word, or with a joint as in "3., 4. und " of "3., 4. und 7. Oktober".
    """

    words: Mapping[str, Meaning] = field(default_factory=dict)
    digits: str = ""
    open: bool = False

    def pattern(self) -> str:
        words = sorted(self.words, key=len, reverse=True)
        choices = [re.sub(r"(?:\\ )+", lambda _: _SPACE, re.escape(word)) for word in words]
        return "(?:" + "|".join([self.digits, *choices] if self.digits else choices) + ")"

    def heads(self) -> set[str]:
        """First words by which a text can enter this slot; DIGITS for a number."""
        opening = {re.split(r"[\W\d_]", word)[0] for word in self.words}
        return {word or DIGITS for word in opening} | ({DIGITS} if self.digits else set())

    def meaning(self, text: str) -> Meaning | None:
        key = " ".join(text.lower().split())
        found = self.words.get(key)
        if found is None and (number := re.fullmatch(r"([0-9]{1,9})(?:st|nd|rd|th)?", key)):
            return int(number[1])
        return key if found is None and key[:1].isdigit() else found


@dataclass(frozen=True, slots=True)
class Rule:
    """A template and the function that reads what it matched.

    None: not a time expression after all, try the next rule; an empty list: skip the whole match.
    """

    template: str
    read: Callable[[Found, Context], Reading | list[Reading] | None]


@dataclass(frozen=True, slots=True)
class CompiledRule:
    pattern: re.Pattern[str]
    slots: tuple[tuple[str, Slot], ...]
    read: Callable[[Found, Context], Reading | list[Reading] | None]


def compile_rules(rules: Iterable[Rule], slots: Mapping[str, Slot]) -> dict[str, tuple[CompiledRule, ...]]:
    """Rules by the first word that can open them. Raises KeyError for an unknown slot, ValueError for a bad opening."""
    by_head: dict[str, list[CompiledRule]] = {}
    for rule in rules:
        compiled = _compile(rule, slots)
        for head in sorted(_heads(rule.template, slots)):
            by_head.setdefault(head, []).append(compiled)
    return {head: tuple(found) for head, found in by_head.items()}


def _heads(template: str, slots: Mapping[str, Slot]) -> set[str]:
    heads: set[str] = set()
    position = 0
    while found := _OPENING.match(template, position):
        heads |= slots[found["need"] or found["may"]].heads()
        if found["need"]:
            return heads
        position = found.end()
    raise ValueError(f"the template {template!r} must open with a slot")


def _compile(rule: Rule, slots: Mapping[str, Slot]) -> CompiledRule:
    used: list[tuple[str, Slot]] = []

    def capture(found: re.Match[str]) -> str:
        slot, alias = slots[found[1]], found[2] or found[1]
        used.append((alias, slot))
        initial = {"!": "(?-i:(?=[A-ZÄÖÜ]))", "~": "(?-i:(?![A-ZÄÖÜ]))"}.get(found[3] or "", "")
        closed = "" if slot.open else r"(?!\w)"
        return f"{initial}(?P<{alias}>{slot.pattern()}){closed}"

    pattern = rule.template.replace(" ", _SPACE)
    return CompiledRule(re.compile(_SLOT.sub(capture, pattern) + r"(?!\w)", re.IGNORECASE), tuple(used), rule.read)
