"""Writes the basis in which the Universal Sentence Encoder is kept: `python -m bench.basis`.

From the sentences of German and English news in ../shared/data, none of which the quality of search is measured on: the
eigenvectors of their vectors' second moments, most telling first. Prints how much of the variance they keep.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from index.embeddings import UniversalSentenceEncoder
from index.reduced import BASIS
from index.sentences import sentences

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
_TARGET = Path(__file__).resolve().parents[1] / "index" / BASIS
_SETS = {"wikinews-de/articles.jsonl": "de", "wikinews-en/articles.jsonl": "en", "de-news-b1/articles.jsonl": "de"}
_KEPT = 128


def news() -> Iterator[str]:
    for name, language in _SETS.items():
        for line in (DATA / name).read_text("utf-8").splitlines():
            record = json.loads(line)
            text = record.get("text") or record.get("text_de") or ""
            yield from (text[span.start : span.end] for span in sentences(text, language=language))


def main() -> None:
    if not all((DATA / name).exists() for name in _SETS):
        print(f"Skipped: no data at {DATA}")
        sys.exit(0)
    vectors = UniversalSentenceEncoder().embed_sentences(list(news()))
    values, directions = np.linalg.eigh(vectors.T.astype(np.float64) @ vectors)
    kept = directions[:, ::-1][:, :_KEPT]
    # The sign of an eigenvector is arbitrary: its largest part is made positive.
    kept = kept * np.sign(kept[np.abs(kept).argmax(axis=0), np.arange(_KEPT)])
    np.save(_TARGET, kept.astype(np.float16))
    share = values[::-1][:_KEPT].sum() / values.sum()
    print(f"{len(vectors)} sentences, {_KEPT} of {len(values)} directions keep {share:.0%} of the variance")


if __name__ == "__main__":
    main()
