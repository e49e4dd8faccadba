"""What comes of a small real model's sentences: `python -m bench.real_model [--show]`, minutes on two cores.

Thirty questions over the samples, and over the seed articles where they are beside the project. Printed are the share
of the model's sentences that were dropped, by reason; how many questions it answered and how many were answered by
quotation instead; tokens and seconds; and every date, number and name shown that no quote backs, found here by other
means than the verifier's: digits and capital letters, against the cited quotes and their resolved dates.
"""

from __future__ import annotations

import argparse
import datetime
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import simplemma
from babel.dates import format_date

from bench.small_model import missing_packages, served, small_model
from bot.answers import Answer, Checked
from bot.bot import Bot
from bot.configuration import Settings
from bot.model.contract import LanguageModel
from bot.model.patience import Patience
from bot.wiring import open_bot
from index.words import words
from retrieval.names import is_named

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT.parent / "shared" / "data" / "seeds"
TODAY = datetime.date(2026, 3, 1)
QUESTIONS = (
    "When did Choi meet Putin?",
    "Wann traf Choi Putin?",
    "When did Choi leave Pyongyang?",
    "Wann will Choi nach Minsk reisen?",
    "When did Trump and Kim last meet in Panmunjom?",
    "When is Trump expected in South Korea?",
    "Whom did Choi meet before Putin?",
    "How long did the talk in the Kremlin take?",
    "Wann begann der Bau des Teleskops?",
    "When did the mirror of the telescope arrive?",
    "How many megapixels does the camera have?",
    "How many terabytes of test data were released?",
    "Who is the director of the observatory project?",
    "When will the ferry between Kiel and Aarhus start?",
    "How many passengers can the ferry carry?",
    "Wie lange dauert die Überfahrt nach Aarhus?",
    "Who is the chief of Baltic Bridge?",
    "When was the ferry christened?",
    "Wann wurden die Risse in der Rheinbrücke entdeckt?",
    "When was the Rhine bridge reopened?",
    "Wie viel kostet der Neubau der Rheinbrücke?",
    "Wann soll mit dem Neubau der Brücke begonnen werden?",
    "How many organ pipes were restored?",
    "Wer spielte das erste Konzert auf der Orgel?",
    "What did the restoration of the organ cost?",
    "What is the key interest rate of Norland?",
    "When is the next decision of the central bank due?",
    "Wie viele Lokführer beteiligten sich am Warnstreik?",
    "When did Putin and Kim talk on the telephone?",
    "Wann trifft sich Putin mit Trump?",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's answer, and the seconds that it took."""

    answer: Answer
    seconds: float

    @property
    def by_model(self) -> bool:
        return self.answer.writer != "extractive"

    @property
    def put_to_model(self) -> bool:
        """Without evidence the model is not asked at all."""
        return self.by_model or bool(self.answer.note)

    @property
    def sentences(self) -> list[Checked]:
        """Those that the model wrote. After them stand the checks of a quoted answer, all of which are shown."""
        return [each for each in self.answer.checks if self.by_model or not each.shown]


@contextmanager
def archive(model: LanguageModel, home: Path) -> Iterator[Bot]:
    """A bot over the articles that the questions are about, in the folder `home`."""
    with open_bot(settings=Settings(home=home, embeddings="use"), model=model, today=lambda: TODAY) as bot:
        bot.index([ROOT / "samples", *sorted(SEEDS.glob("*.txt"))])
        yield bot


def asked(bot: Bot, question: str) -> Asked:
    began = time.perf_counter()
    answer = bot.ask(question)
    return Asked(answer, time.perf_counter() - began)


def reasons(sentence: Checked) -> set[str]:
    """Why a sentence was dropped; several may hold. Empty for one that is shown."""
    if sentence.shown:
        return set()
    missing = sentence.verdict.missing
    if any(each.text == "cites nothing" for each in missing):
        return {"uncited"}
    return {each.detail.value for each in missing} or {"true, but not what was asked"}


def unbacked(answer: Answer) -> Iterator[str]:
    """Numbers, names, months and weekdays of an answer that neither a quote nor one of its resolved dates holds."""
    if not answer.answered:
        return
    text = re.sub(r"\[\d+\]|[“”„“\"]", " ", answer.text)
    quotes = " ".join(citation.quote for citation in answer.citations)
    days = " ".join(_days(answer))
    digits = {each.lstrip("0") for each in re.findall(r"\d+", f"{quotes} {days}")}
    yield from (number for number in re.findall(r"\d+", text) if number.lstrip("0") not in digits)
    held = frozenset([*words(quotes), *words(days)])
    for match in re.finditer(r"(?<=[\wäöüß,] )[A-ZÄÖÜ][\w-]+", text):
        noun = answer.language == "de" and simplemma.is_known(match.group(), lang="de")
        calendar = match.group() in _CALENDAR
        if not is_named(match.group(), held) and (calendar or not noun):
            yield match.group()


def _days(answer: Answer) -> Iterator[str]:
    """First and last day of each resolved date, in figures and in words of both languages."""
    for date in (date for citation in answer.citations for date in citation.dates):
        if date.begin is None or date.end_exclusive is None:
            continue
        for day in (date.begin, date.end_exclusive - datetime.timedelta(days=1)):
            yield day.isoformat()
            yield from (format_date(day, "EEEE d MMMM y", locale=language) for language in ("de", "en"))


_CALENDAR = frozenset(
    format_date(datetime.date(2024, month, month), pattern, locale=language)
    for language in ("de", "en")
    for month in range(1, 13)
    for pattern in ("EEEE", "MMMM")
)


def report(results: Sequence[Asked]) -> str:
    """The figures, a line each."""
    put = [each for each in results if each.put_to_model]
    written = [sentence for each in put for sentence in each.sentences]
    dropped = [sentence for sentence in written if not sentence.shown]
    why = Counter(reason for sentence in dropped for reason in reasons(sentence))
    noted = Counter(each.answer.note for each in put if not each.by_model)
    seconds = sorted(each.seconds for each in put)
    tokens = {side: sum(each.answer.tokens.get(side, 0) for each in put) for side in ("in", "out")}
    backless = [f"{each.answer.question}: {word}" for each in results for word in unbacked(each.answer)]
    return "\n".join(
        [
            f"questions {len(results)}, put to the model {len(put)}",
            f"answered by the model {sum(each.by_model and each.answer.answered for each in put)}, found unanswerable"
            f" {sum(each.by_model and not each.answer.answered for each in put)}, quoted instead {noted.total()}",
            *(f"  {count:3} {note}" for note, count in noted.most_common()),
            f"sentences written {len(written)}, dropped {len(dropped)} ({len(dropped) / max(1, len(written)):.0%});"
            " reasons, of which a sentence may have several:",
            *(f"  {count:3} {count / max(1, len(written)):4.0%} {reason}" for reason, count in why.most_common()),
            f"tokens read {tokens['in']}, written {tokens['out']}",
            f"seconds a question: p50 {median(seconds):.1f}, most {seconds[-1]:.1f}, all {sum(seconds):.0f}",
            f"dates, numbers and names shown without backing: {len(backless)} {backless or ''}".rstrip(),
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print each answer and each sentence with its verdict")
    arguments = parser.parse_args()
    if missing := missing_packages():
        sys.exit(f"{' and '.join(missing)} not installed: `make test-llm` installs them")
    if not SEEDS.is_dir():
        print("The seed articles are not beside the project: a few questions have no answer without them.")
    patience = Patience(limit=180.0, silence=120.0)
    with (
        served() as url,
        tempfile.TemporaryDirectory() as home,
        archive(small_model(url, patience=patience), Path(home)) as bot,
    ):
        results = []
        for question in QUESTIONS:
            results.append(asked(bot, question))
            if arguments.show:
                _show(results[-1])
    print(report(results))


def _show(result: Asked) -> None:
    answer = result.answer
    text = answer.text.replace("\n", " / ")
    print(f"{answer.question}\n  {answer.writer}, {result.seconds:.1f} s: {text}")
    print(*(f"    [{each.marker}] {each.quote}" for each in answer.citations), sep="\n")
    for sentence in result.sentences:
        missing = ", ".join(f"{each.detail.value} {each.text!r}" for each in sentence.verdict.missing)
        print(f"    {'shown' if sentence.shown else 'dropped'}: {sentence.text} {missing}", flush=True)


if __name__ == "__main__":
    main()
