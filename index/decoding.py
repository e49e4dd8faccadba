"""Bytes to text, whatever the encoding."""

from __future__ import annotations

import codecs
import re

#: Half of a surrogate pair, which no encoding and no database takes.
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)


def decode(raw: bytes, *, declared: str = "") -> str:
    """Text of `raw`: by its byte order mark, as UTF-8, as `declared`, or in the encoding it looks like.

    UTF-8 comes before what is declared, because what decodes as UTF-8 is UTF-8, and servers often declare otherwise.
    Line ends become line feeds, NUL and lone byte order marks go.
    """
    return clean(_decoded(raw, declared))


def clean(text: str) -> str:
    """`text` with line feeds for line ends, without NUL and byte order marks, and without half surrogate pairs.

    JSON may hold half of a surrogate pair: it becomes the replacement character.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").replace("\ufeff", "")
    return _HALF_PAIR.sub("\ufffd", text)


def declared_encoding(markup: bytes) -> str:
    """The encoding that HTML or XML names in its head, "" where it names none."""
    found = _DECLARED.search(markup[:4096])
    return found[1].decode("ascii", "replace") if found else ""


def _decoded(raw: bytes, declared: str) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    for encoding in ("utf-8", declared):
        try:
            if encoding and codecs.lookup(encoding)._is_text_encoding:
                return raw.decode("cp1252" if _is_latin(encoding) else encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    # Imported here: most files are UTF-8 and never need it.
    from charset_normalizer import from_bytes

    # Western European encodings first: on a short German text the general guess is often a Baltic or Greek code page.
    guess = from_bytes(raw[:200_000], cp_isolation=["cp1252", "latin_1", "utf_16", "mac_roman"]).best()
    return raw.decode(guess.encoding if guess else "cp1252", "replace")


def _is_latin(encoding: str) -> bool:
    """Whether windows-1252 is meant, as on the web whenever Latin-1 or ASCII is declared."""
    return codecs.lookup(encoding).name in ("iso8859-1", "ascii")
