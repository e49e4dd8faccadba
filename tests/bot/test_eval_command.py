"""The command eval, as a shell sees it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import application
from bot.evaluating import read_cases
from bot.wiring import open_bot
from index.errors import SourceError

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = "Fähre\ndate 2025-10-28\n\nDie Fähre nach Aarhus fährt seit Montag nicht mehr. Der Hafen ist gesperrt."
CASES = [
    {"id": "f1", "question": "Seit wann fährt die Fähre nach Aarhus nicht mehr?", "article_ids": ["ferry"]},
    {"id": "f2", "question": "Wer gewann das Fußballspiel in Dortmund?", "answerable": False},
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    (folder / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    with open_bot(home=folder / "home", embeddings="use") as bot:
        bot.index([folder / "ferry.txt"])
    return folder / "home"


@pytest.fixture(autouse=True)
def surroundings(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_HOME", str(home))
    monkeypatch.setenv("DATELINE_EMBEDDINGS", "use")
    write(tmp_path / "cases.jsonl", CASES)


def run(*words: str) -> Result:
    return CliRunner().invoke(application, list(words))


def write(path: Path, records: list[Any]) -> None:
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")


def test_the_json_has_the_keys_that_scripts_depend_on() -> None:
    result = run("eval", "cases.jsonl", "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    keys = {"R@1", "R@5", "MRR@10", "all_evidence@10", "evidence_accuracy", "date_accuracy", "answerable_auroc"}
    keys |= {"wrong_on_unanswerable", "refused_answerable", "p50_ms", "p95_ms"}
    assert keys <= found["figures"].keys()
    assert found["figures"]["R@1"] == 1.0 and found["figures"]["date_accuracy"] is None
    assert [each["id"] for each in found["cases"]] == ["f1", "f2"] and found["cases"][0]["pair"] == "de->de"


def test_the_table_has_a_row_for_each_figure_that_the_cases_tell() -> None:
    table = run("eval", "cases.jsonl").stdout
    assert "R@1" in table and "de->de" in table and "date_accuracy" not in table


def test_a_regression_is_exit_code_one(tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text(run("eval", "cases.jsonl", "--json").stdout, encoding="utf-8")
    same = run("eval", "cases.jsonl", "--compare", "old.json")
    assert same.exit_code == 0 and "95 % interval" in same.stdout
    write(tmp_path / "cases.jsonl", [{**CASES[0], "article_ids": ["elsewhere"]}])
    worse = run("eval", "cases.jsonl", "--compare", "old.json")
    assert worse.exit_code == 1 and "worse" in worse.stdout


@pytest.mark.parametrize(
    "content", ["", "not json", "[1]", '{"id": "1"}', '{"question": "a"}\n\n{"question": "b", "id": "1"}']
)
def test_a_case_file_that_cannot_be_used_is_one_clear_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "cases.jsonl").write_text(content, encoding="utf-8")
    result = run("eval", "cases.jsonl")
    assert isinstance(result.exception, SourceError) and result.exception.hint


def test_what_is_no_earlier_run_is_one_clear_error(tmp_path: Path) -> None:
    for content in ("{}", '{"cases": [{"id": "f1"}]}', "nothing"):
        (tmp_path / "old.json").write_text(content, encoding="utf-8")
        result = run("eval", "cases.jsonl", "--compare", "old.json")
        assert isinstance(result.exception, SourceError), content


def test_the_cases_for_the_samples_can_be_read_and_name_their_articles() -> None:
    cases = read_cases(ROOT / "bench" / "cases" / "samples.jsonl")
    stems = {path.stem for path in (ROOT / "samples").iterdir()}
    named = {article for case in cases for article in case.articles}
    assert len(cases) >= 20 and all(name in stems or name.startswith("wire-") for name in named)
