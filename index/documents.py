"""The text of PDF and Word files."""

from __future__ import annotations

import io
import logging
import re
import zipfile

#: Pages of a PDF that are read: a newspaper has fewer, a book is not an article.
_MOST_PAGES = 300
#: Bytes that a Word file may unpack to.
_UNPACKED = 100_000_000

_HYPHENATED = re.compile(r"([^\W\d_]{2,})[-\u00ad\u2010]\n([a-zäöüß]\w+)")
#: "Nord- und Südkorea" keeps its hyphen at the line's end.
_JOINING = frozenset("und oder bzw sowie bis and or to".split())


class Unreadable(Exception):
    """A document that holds no text or is damaged; the message says why in one line."""


def pdf_text(raw: bytes) -> str:
    """The text of a PDF, words that a line end divides made whole. Raises Unreadable."""
    # Imported here: it takes a fifth of a second, and most archives have none.
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("is locked with a password")
        if len(reader.pages) > _MOST_PAGES:
            raise Unreadable(f"has more than {_MOST_PAGES} pages: not one article")
        text = "\n".join(page.extract_text() for page in reader.pages)
    except Unreadable:
        raise
    except Exception as error:  # damaged files end in errors of every kind
        raise Unreadable(f"is not a PDF that can be read: {_first_line(error)}") from error
    if not text.strip():
        raise Unreadable("holds no text, perhaps only scanned pictures")
    return whole_words(text)


def word_text(raw: bytes) -> str:
    """The paragraphs of a Word file (.docx), tables row by row. Raises Unreadable."""
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(member.file_size for member in packed.infolist()) > _UNPACKED:
                raise Unreadable(f"unpacks to more than {_UNPACKED // 1_000_000} MB: not one article")
        lines = []
        for block in docx.Document(io.BytesIO(raw)).iter_inner_content():
            if hasattr(block, "rows"):
                lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
            else:
                lines.append(block.text)
    except Unreadable:
        raise
    except Exception as error:  # damaged files end in errors of every kind
        raise Unreadable(f"is not a Word file that can be read: {_first_line(error)}") from error
    return "\n\n".join(line for line in lines if line.strip())


def whole_words(text: str) -> str:
    """`text` with words that a hyphen divides at a line's end joined, except where the hyphen stands for a word."""

    def joined(match: re.Match[str]) -> str:
        if match[2].lower() in _JOINING:
            return match[0]
        return match[1] + match[2] + "\n"

    joined_text = _HYPHENATED.sub(joined, text)
    return re.sub(r"\n[ \t]+", "\n", joined_text)


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:150] if lines else type(error).__name__
