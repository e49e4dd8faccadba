"""Any sentence embedding model that lies in a folder as an ONNX export, in the usual layout of the model hub."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import EmbeddingError
from index.onnx_session import OnnxSession
from index.unit_vectors import Vectors, plain_text, unit

_PLACES = ("onnx/model.onnx", "model.onnx", "onnx/model_quantized.onnx", "model_quantized.onnx")
_LONGEST = 512


class OnnxFolder:
    """A folder with model.onnx and tokenizer.json, and, where given, the pooling and prompts of sentence-transformers.

    Without them: the mean over all tokens, and e5's prefixes for a model whose folder is named so. Safe to use from
    several threads.
    """

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder).expanduser()
        self._lock = threading.Lock()
        self.name = f"onnx:{self._folder.name}"

    def embed_sentences(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        return np.stack([self._vector(self._prompts[0] + plain_text(text)) for text in texts])

    def embed_question(self, text: str) -> Vectors:
        return self._vector(self._prompts[1] + plain_text(text))

    def sentence_tokens(self, texts: Sequence[str]) -> list[Vectors]:
        """A vector of length 1 for each token of each sentence, shape (tokens, width)."""
        return [unit(self._hidden(self._prompts[0] + plain_text(text)))[1:-1] for text in texts]

    def question_tokens(self, text: str) -> Vectors:
        """The same for a question."""
        return unit(self._hidden(self._prompts[1] + plain_text(text)))[1:-1]

    def _vector(self, text: str) -> Vectors:
        hidden = self._hidden(text)
        return unit(hidden[0] if self._takes_first else hidden.mean(axis=0))

    def _hidden(self, text: str) -> Vectors:
        session, tokenizer = self._model
        ids = np.array([tokenizer.encode(text).ids], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden = session.run({name: given[name] for name in session.inputs if name in given})[0][0]
        if hidden.ndim != 2:
            raise EmbeddingError(
                f"The model in {self._folder} gives no vector for each token",
                hint="Export it as a feature extraction model, with the last hidden state as first output.",
            )
        return np.asarray(hidden)

    @cached_property
    def _model(self) -> tuple[OnnxSession, Any]:
        with self._lock:
            return self._load()

    def _load(self) -> tuple[OnnxSession, Any]:
        # Imported here: only this kind of model needs it.
        from tokenizers import Tokenizer

        place = next((self._folder / each for each in _PLACES if (self._folder / each).is_file()), None)
        if place is None or not (self._folder / "tokenizer.json").is_file():
            raise EmbeddingError(
                f"{self._folder} does not hold an ONNX model with its tokenizer",
                hint="It needs tokenizer.json and model.onnx, by itself or in a folder onnx.",
            )
        try:
            tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        except Exception as error:  # the library raises plain Exception
            raise EmbeddingError(f"The tokenizer in {self._folder} cannot be read: {str(error)[:200]}") from error
        tokenizer.no_padding()
        tokenizer.enable_truncation(_LONGEST)
        return OnnxSession(place), tokenizer

    @cached_property
    def _prompts(self) -> tuple[str, str]:
        """What goes before sentences and before questions."""
        prompts = self._settings("config_sentence_transformers.json").get("prompts") or {}
        usual = ("passage: ", "query: ") if "e5" in self._folder.name.lower() else ("", "")
        sentence = prompts.get("document") or prompts.get("passage") or usual[0]
        return str(sentence), str(prompts.get("query") or usual[1])

    @cached_property
    def _takes_first(self) -> bool:
        return bool(self._settings("1_Pooling/config.json").get("pooling_mode_cls_token"))

    def _settings(self, name: str) -> dict[str, Any]:
        try:
            found = json.loads((self._folder / name).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}
