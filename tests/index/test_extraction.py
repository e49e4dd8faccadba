"""Documents are read in a process of its own, which may hang, break or be ended without harm to anything else."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import docx
import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from index.documents import Unreadable
from index.extraction import Extraction

ROOT = Path(__file__).parents[2]
TEXT = "Die Fähre nach Aarhus fährt seit Montag nicht mehr, weil der Hafen gesperrt ist. Reisende nehmen den Bus."
PAGE = f"<html><head><title>Fähre steht still</title></head><body><article><p>{TEXT}</p></article></body></html>"


@pytest.fixture
def extraction() -> Iterator[Extraction]:
    found = Extraction(limit=30)
    yield found
    found.stop()


def word_file(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


@lru_cache(maxsize=1)
def endless_pdf() -> bytes:
    """A page whose text is drawn by so many operations that reading it takes minutes."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
         NameObject("/BaseFont"): NameObject("/Helvetica")}
    )  # fmt: skip
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
    )
    content = DecodedStreamObject()
    content.set_data(b"BT /F1 9 Tf " + b"(a) Tj 1 1 Td " * 3_000_000 + b"ET")
    page[NameObject("/Contents")] = writer._add_object(content.flate_encode())
    raw = io.BytesIO()
    writer.write(raw)
    return raw.getvalue()


def test_documents_are_read_one_after_the_other(extraction: Extraction) -> None:
    page = extraction.page(PAGE.encode(), url="https://example.org/a")
    assert page is not None and page.title == "Fähre steht still" and page.text == TEXT
    assert extraction.word(word_file(TEXT)) == TEXT
    assert extraction.page(b"<p>Menu</p>") is None
    with pytest.raises(Unreadable, match="not a PDF"):
        extraction.pdf(b"no PDF at all")


def test_what_takes_too_long_is_ended_and_the_next_one_is_read() -> None:
    extraction = Extraction(limit=2)
    began = time.monotonic()
    with pytest.raises(Unreadable, match="longer than 2 s"):
        extraction.pdf(endless_pdf())
    assert time.monotonic() - began < 20
    extraction.stop()
    patient = Extraction(limit=30)
    assert patient.word(word_file(TEXT)) == TEXT
    patient.stop()


def test_a_reader_that_breaks_is_told_and_replaced(extraction: Extraction) -> None:
    assert extraction.word(word_file(TEXT)) == TEXT
    process = extraction._process
    assert process is not None
    breaking = threading.Timer(0.5, process.kill)
    breaking.start()
    with pytest.raises(Unreadable, match="breaks the program"):
        extraction.pdf(endless_pdf())
    breaking.join()
    assert extraction.word(word_file(TEXT)) == TEXT


def test_a_reader_ends_with_whoever_started_it() -> None:
    script = (
        "from index.extraction import Extraction\n"
        "extraction = Extraction()\n"
        "extraction.page(b'<p>Menu</p>')\n"
        "print(extraction._process.pid, flush=True)\n"
        "import os, signal\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.returncode == -signal.SIGKILL
    reader = int(ended.stdout)
    until = time.monotonic() + 20
    while _runs(reader) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _runs(reader)


def _runs(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
