"""Kill an indexing process at random moments, again and again, and check that nothing is lost.

    python -m bench.faults [--kills 200] [--articles 300] [--seed 1]

Each round changes some files, starts an update (index, prune, rebuild or watch) in a process of its own, kills it with
SIGKILL at a random moment, and checks in a fresh process: every article that was there and did not change is still
there, none is there twice, searches find what they should, `doctor` finds nothing. Then an update runs to its end and
the archive must hold exactly what the folder holds.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from index.database import Database
from index.embeddings import Vectors
from index.lookup import Lookup

if TYPE_CHECKING:
    from index.vectors import VectorStore

_OPERATIONS = ("index", "prune", "rebuild", "watch")
_DIMENSION = 24
_SUBJECTS = "Fähre Brücke Rathaus Orgel Museum Bahnhof Hafen Schule Klinik Theater Messe Stadion".split()
_VERBS = "öffnet schließt wächst brennt feiert wandert zögert streikt gewinnt verliert plant spart".split()


class WordEmbedder:
    """Embeds a sentence by its words, slowly enough to be caught at it."""

    def __init__(self, name: str = "words-1", *, pause: float = 0.0) -> None:
        self.name = name
        self._pause = pause

    def embed_sentences(self, texts: Sequence[str]) -> Vectors:
        time.sleep(self._pause * len(texts))
        return np.array([self.embed_question(text) for text in texts], dtype=np.float32).reshape(-1, _DIMENSION)

    def embed_question(self, text: str) -> Vectors:
        found = np.zeros(_DIMENSION, dtype=np.float32)
        for word in text.split():
            random_row = np.random.default_rng(crc32(word.encode())).normal(size=_DIMENSION)
            found += random_row.astype(np.float32)
        return np.asarray(found / max(float(np.linalg.norm(found)), 1e-6), dtype=np.float32)


@dataclass
class Check:
    """What a fresh process found: {article: version number}, problems in words."""

    versions: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def sentence(name: str, version: int) -> str:
    """The sentence that only this version of this article has."""
    number = int(name.removeprefix("a"))
    subject, verb = _SUBJECTS[number % len(_SUBJECTS)], _VERBS[(number + version) % len(_VERBS)]
    return f"Meldung{number} aus Ort{number}: {subject} {verb} in Fassung{version}x{number}."


def write_article(folder: Path, name: str, version: int, *, sentences: int = 4) -> None:
    """Put an article in the folder in one step."""
    lines = [f"Satz {place} von {name} steht hier noch dabei." for place in range(sentences - 1)]
    partial = folder / f".{name}"
    partial.write_text(f"Titel {name}\n\n{sentence(name, version)} {' '.join(lines)}\n", encoding="utf-8")
    os.replace(partial, folder / f"{name}.txt")


def work(operation: str, home: Path, folder: Path, pause: float, ready: Connection) -> None:
    """Run one update; says when it begins and when it has ended."""
    from index.archive import Archive
    from index.watching import Watch

    archive = Archive(home=home, embedder=WordEmbedder(pause=pause), languages=("de",))
    ready.send("begins")
    if operation == "watch":
        Watch(archive, [folder], every=3600, log=lambda line: None).run(threading.Event())
    archive.update([folder], prune=operation == "prune", rebuild=operation == "rebuild")
    ready.send("ended")


def check(home: Path, folder: Path, finish: str, answer: Connection) -> None:
    """Read the archive as a bot that starts now would; with `finish` let that operation run to its end before."""
    from index import builds
    from index.archive import Archive
    from index.errors import DatelineError
    from index.vectors import VectorStore

    found = Check()
    try:
        archive = Archive(home=home, embedder=WordEmbedder(), languages=("de",))
        if finish:
            archive.update([folder], prune=True, rebuild=finish == "rebuild")
        build = builds.active(home)
        if build is not None:
            database = Database(build)
            _read(Lookup(database), database, VectorStore(home=build, collection=build.name), found)
            database.close()
            diagnosis = archive.examine()
            if not diagnosis.is_sound:
                found.problems.append(f"doctor: {diagnosis.findings}")
    except DatelineError as error:
        found.problems.append(f"{type(error).__name__}: {error.message}")
    answer.send(found)


def _read(lookup: Lookup, database: Database, vectors: VectorStore, found: Check) -> None:
    """Fill in the versions that are stored, and ask for each article by its own sentence."""
    embedder = WordEmbedder()
    rows = database.rows("SELECT id, text FROM articles")
    names = Counter(row[1].split("Meldung")[1].split(" ")[0] for row in rows)
    found.problems += [f"{name} is there {count} times" for name, count in names.items() if count > 1]
    for name, text in rows:
        own = text.split(". ")[0] + "."
        found.versions[name] = int(own.rsplit("Fassung", 1)[1].split("x")[0])
        nearest = vectors.nearest(embedder.embed_question(own), limit=5)
        texts = [each.text for each in lookup.sentences_by_key(nearest)]
        if own not in texts:
            found.problems.append(f"search does not find {name}: {own!r}")


class Faults:
    """One archive and its folder under attack."""

    def __init__(self, place: Path, *, articles: int, seed: int, pause: float = 0.0005) -> None:
        self.home, self.folder = place / "home", place / "articles"
        self.folder.mkdir(parents=True)
        self._random = random.Random(seed)
        self._pause = pause
        self._processes = multiprocessing.get_context("forkserver")
        self._processes.set_forkserver_preload(["index.archive", "index.watching", "index.vectors"])
        self._versions = {f"a{number}": 1 for number in range(articles)}
        self._usual = {"index": 1.0, "prune": 0.6, "rebuild": 1.2, "watch": 3.0}
        self.kills: Counter[str] = Counter()
        self.ended = 0
        self.problems: list[str] = []
        for name in self._versions:
            write_article(self.folder, name, 1)

    def round(self, operation: str) -> None:
        """Change files, start `operation`, kill it, check, let an update end, check again."""
        before = dict(self._versions)
        stored = self._ask("").versions
        if operation != "watch":
            self._change()
        self._attack(operation)
        # Whatever was stored and did not change since must be there, as it was.
        after = self._ask("")
        lost = [name for name in stored if name in self._versions and name not in after.versions]
        self.problems += [f"{operation}: {name} is lost" for name in lost]
        for name, version in after.versions.items():
            if version not in (stored.get(name), before.get(name), self._versions.get(name)):
                self.problems.append(f"{operation}: {name} is in version {version}")
        done = self._ask("rebuild" if operation == "rebuild" else "prune")
        if done.versions != self._versions:
            wrong = {
                name: (self._versions.get(name), done.versions.get(name))
                for name in self._versions.keys() | done.versions.keys()
                if self._versions.get(name) != done.versions.get(name)
            }
            self.problems.append(f"{operation}: after the next run {dict(list(wrong.items())[:5])}")

    def _change(self) -> None:
        """Correct some articles, take some out, add some."""
        names = sorted(self._versions)
        for name in self._random.sample(names, self._random.randint(1, max(1, len(names) // 4))):
            self._versions[name] += 1
            write_article(self.folder, name, self._versions[name])
        for name in self._random.sample(names, self._random.randint(0, 5)):
            del self._versions[name]
            (self.folder / f"{name}.txt").unlink()
        for _ in range(self._random.randint(0, 5)):
            name = f"a{self._random.randint(1000, 999_999)}"
            self._versions.setdefault(name, 1)
            write_article(self.folder, name, self._versions[name])

    def _attack(self, operation: str) -> None:
        here, there = self._processes.Pipe()
        process = self._processes.Process(target=work, args=(operation, self.home, self.folder, self._pause, there))
        process.start()
        if not here.poll(60):
            raise TimeoutError("the worker does not begin")
        here.recv()
        began = time.monotonic()
        delay = self._random.uniform(0, 1.3 * self._usual[operation])
        if operation == "watch":
            time.sleep(delay / 3)
            self._change()
        if here.poll(max(0.0, delay - (time.monotonic() - began))):
            self.ended += 1
            self._usual[operation] = 0.5 * (self._usual[operation] + time.monotonic() - began)
        else:
            self.kills[operation] += 1
        if process.pid:
            os.kill(process.pid, signal.SIGKILL)
        process.join()

    def _ask(self, finish: str) -> Check:
        here, there = self._processes.Pipe()
        process = self._processes.Process(target=check, args=(self.home, self.folder, finish, there))
        process.start()
        there.close()
        try:
            if not here.poll(120):
                raise EOFError
            found: Check = here.recv()
        except EOFError:
            found = Check(problems=["the checking process died or hangs"])
        process.join(5)
        self.problems += [f"{finish or 'after the kill'}: {each}" for each in found.problems]
        return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="dateline-faults-"))
    faults = Faults(place, articles=options.articles, seed=options.seed)
    began, rounds = time.monotonic(), 0
    while sum(faults.kills.values()) < options.kills and rounds < 3 * options.kills:
        faults.round(_OPERATIONS[rounds % len(_OPERATIONS)])
        rounds += 1
        if rounds % 20 == 0:
            print(f"{rounds} rounds, {dict(faults.kills)}, {len(faults.problems)} problems", flush=True)
    for problem in faults.problems[:40]:
        print(problem)
    seconds = time.monotonic() - began
    print(f"{sum(faults.kills.values())} kills {dict(faults.kills)}, {faults.ended} runs ended before their kill,")
    print(f"{options.articles} articles, {len(faults.problems)} problems, {seconds:.0f} s")
    if not faults.problems:
        shutil.rmtree(place, ignore_errors=True)
    else:
        print(f"left as it is: {place}")
    return 1 if faults.problems else 0


if __name__ == "__main__":
    sys.exit(main())
