"""Article files: every form of head, every encoding, and what cannot be read."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index import reading
from index.articles import Article
from index.errors import SourceError
from index.extraction import Extraction
from index.reading import Failure, find_files, read_articles

LANGUAGES = ("de", "en")
BODY = "Der Rat hat am Montag getagt. Danach war Schluss."


def read(path: Path) -> list[Article | Failure]:
    extraction = Extraction()
    try:
        return list(read_articles(path, languages=LANGUAGES, extraction=extraction))
    finally:
        extraction.stop()


def article(path: Path, content: str | bytes) -> Article:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (found,) = read(path)
    assert isinstance(found, Article), found
    return found


def failure(path: Path, content: str | bytes) -> Failure:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (found,) = read(path)
    assert isinstance(found, Failure), found
    return found


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: Rat tagt\ndate: 2025-10-28\n---\n",
        '---\r\ntitle: "Rat tagt"\r\ndate: 2025-10-28T09:00:00Z\r\n---\r\n\r\n',
        "date 2025-10-28 title: Rat tagt\n\n",
        "date: 2025-10-28\ntitle: Rat tagt\n",
        "Title: Rat tagt\nDate: 2025-10-28\n\n",
        "Rat tagt\ndate 2025-10-28\n\n",
        "# Rat tagt\n\ndate: 2025-10-28\n\n",
        "date 2025-10-28 Rat tagt\n\n",
    ],
)
def test_every_form_of_head_gives_title_and_date(tmp_path: Path, head: str) -> None:
    found = article(tmp_path / "rat.md", head + BODY)
    assert (found.title, found.published, found.text) == ("Rat tagt", datetime.date(2025, 10, 28), BODY)


def test_front_matter_names_source_url_language_and_id(tmp_path: Path) -> None:
    head = "---\ntitle: T\nsource: Bote\nlink: https://bote.example/1\nlang: en\nid: bote-1\nauthor: X\n---\n"
    found = article(tmp_path / "x.md", head + BODY)
    assert (found.source, found.url, found.language, found.id) == ("Bote", "https://bote.example/1", "en", "bote-1")


def test_a_rule_at_the_top_is_not_front_matter(tmp_path: Path) -> None:
    found = article(tmp_path / "x.md", f"---\nkein Feld\n---\n{BODY}")
    assert BODY in found.text


def test_without_a_title_the_first_words_stand_in_and_stay_in_the_text(tmp_path: Path) -> None:
    found = article(tmp_path / "x.txt", BODY)
    assert found.title == "Der Rat hat am Montag getagt" and found.text == BODY


def test_the_date_comes_from_the_file_name_but_never_from_its_time(tmp_path: Path) -> None:
    dated, undated = tmp_path / "2025-03-04-rat.txt", tmp_path / "rat.txt"
    assert article(dated, BODY).published == datetime.date(2025, 3, 4)
    assert article(undated, BODY).published is None


@pytest.mark.parametrize("impossible", ["0001-01-01", "2025-02-30", "2025-13-01", "gestern", ""])
def test_an_impossible_date_stays_unknown(tmp_path: Path, impossible: str) -> None:
    record = {"id": "a", "text": BODY, "published_at": impossible}
    assert article(tmp_path / "x.jsonl", json.dumps(record)).published is None


TEXT = "Die „große“ Übung – süß für 5 €. Ende der Straße."


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode().replace(b"Ende", b"En\0de"),
        ("\ufeff" + TEXT).encode(),
    ],
    ids=["utf-8", "bom", "windows-1252", "utf-16", "utf-16-be", "nul", "bom as text"],
)
def test_every_encoding_gives_the_same_text(tmp_path: Path, raw: bytes) -> None:
    assert article(tmp_path / "x.txt", raw).text == TEXT


def test_line_ends_become_line_feeds_and_emoji_stay(tmp_path: Path) -> None:
    found = article(tmp_path / "x.txt", "Titel\r\n\r\nErster Satz 🎉.\rZweiter Satz „so“.\r\n")
    assert found.text.strip() == "Erster Satz 🎉.\nZweiter Satz „so“."


def test_json_lines_good_and_bad(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    lines = [
        json.dumps({"id": "a", "title": "A", "text": BODY, "published_at": "2025-01-02T03:04:05Z", "source": "S"}),
        "not json",
        "",
        json.dumps({"title": "B", "body": BODY, "date": "2025-01-03", "language": "en-US"}),
        json.dumps([1, 2]),
        json.dumps({"id": "c", "text": "   "}),
        "[" * 100_000,
        json.dumps({"id": "d", "text": "Halb: \ud83d und ganz."}),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = read(path)
    articles = [each for each in found if isinstance(each, Article)]
    failures = [each for each in found if isinstance(each, Failure)]
    assert [each.title for each in articles] == ["A", "B", "Halb: \ufffd und ganz."]
    assert articles[0].published == datetime.date(2025, 1, 2) and articles[1].language == "en"
    assert [each.path.rsplit(":", 1)[1] for each in failures] == ["2", "5", "7", "6"]


def test_two_records_without_id_or_url_are_two_articles(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    records = [{"title": "Meldung", "text": text, "date": "2025-01-01"} for text in ("Erstens.", "Zweitens.")]
    path.write_text("\n".join(map(json.dumps, records)))
    assert len({each.id for each in read(path) if isinstance(each, Article)}) == 2


def test_an_overlong_line_is_passed_over_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    good = json.dumps({"id": "a", "text": BODY}).encode()
    with path.open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(100):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n' + good + b"\n")
    first, second = read(path)
    assert isinstance(first, Failure) and "longer than 20 MB" in first.reason
    assert isinstance(second, Article) and second.id == "a"


@pytest.mark.parametrize("content", ["", "  \n\n", "\ufeff", "\0\0"])
def test_an_empty_file_is_a_failure_with_a_reason(tmp_path: Path, content: str) -> None:
    assert failure(tmp_path / "x.txt", content).reason == "holds no text"


def test_an_empty_folder_gives_nothing_and_hidden_files_are_left_out(tmp_path: Path) -> None:
    (tmp_path / ".hidden.txt").write_text(BODY)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text(BODY)
    (tmp_path / "picture.png").write_bytes(b"x")
    assert list(find_files([tmp_path])) == []


def test_a_missing_path_and_an_unknown_ending_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as missing:
        list(find_files([tmp_path / "nothing"]))
    assert "nothing" in missing.value.message and missing.value.hint
    (tmp_path / "x.png").write_bytes(b"x")
    with pytest.raises(SourceError) as unknown:
        list(find_files([tmp_path / "x.png"]))
    assert ".txt" in unknown.value.hint


def test_folders_are_walked_in_the_order_of_names_without_following_links(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "a.txt", "b/1.txt", "c.md"):
        (tmp_path / name).write_text(BODY)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    names = [str(path.relative_to(tmp_path)) for path in find_files([tmp_path]) if isinstance(path, Path)]
    assert names == ["a.txt", "b/1.txt", "b/2.txt", "c.md"]


def test_a_vanished_file_is_a_failure(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "gone.txt")
    assert isinstance(found, Failure) and "cannot be read" in found.reason


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX systems")
def test_a_file_and_a_folder_without_permission_are_failures(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "x.txt").write_text(BODY)
    locked = tmp_path / "locked.txt"
    locked.write_text(BODY)
    (tmp_path / "open.txt").write_text(BODY)
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents[:3]:
        if parent.stat().st_uid == os.getuid() and parent != Path("/tmp"):
            parent.chmod(parent.stat().st_mode | 0o055)
    locked.chmod(0)
    closed.chmod(0)
    # Permissions do not bind root, so another user reads there.
    script = (
        "import os, sys, pathlib\n"
        "sys.path[:0] = [sys.argv[2]]\n"
        "from index import reading\n"
        "if os.getuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "for each in reading.find_files([pathlib.Path(sys.argv[1])]):\n"
        "    if isinstance(each, reading.Failure): print(each.path, each.reason); continue\n"
        "    for found in reading.read_articles(each, languages=['de'], extraction=None):\n"
        "        print(getattr(found, 'path', ''), getattr(found, 'reason', 'read'))\n"
    )
    root = Path(reading.__file__).parent.parent
    ended = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), str(root)], capture_output=True, text=True, timeout=60
    )
    closed.chmod(0o755)
    if ended.returncode and "ermission" in ended.stderr:
        pytest.skip("the interpreter itself is not readable for another user")
    lines = dict(line.split(" ", 1) for line in ended.stdout.splitlines())
    assert "folder cannot be opened: Permission denied" in lines[str(closed)], ended.stderr
    assert "cannot be read: Permission denied" in lines[str(locked)]
    assert lines[str(tmp_path / "open.txt")] == "read"
