"""A model as hubs offer it, small enough to be made in a test: a vector for each word, nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from index.onnx_model import Node, model_bytes

_WORDS = ["[UNK]", "<s>", "</s>", *"die am montag den ferry was because of storm markt mai gesperrt who met".split()]


def small_export(folder: Path, *, width: int = 8) -> Path:
    """Writes tokenizer.json and onnx/model.onnx into `folder`."""
    tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(_WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 1), ("</s>", 2)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    table = np.random.default_rng(7).normal(size=(len(_WORDS), width)).astype(np.float32)
    content = model_bytes(
        [Node("Gather", ["table", "input_ids"], ["last_hidden_state"])],
        {"table": table},
        inputs={"input_ids": ["texts", "tokens"]},
        outputs={"last_hidden_state": ["texts", "tokens", width]},
        whole_numbers=["input_ids"],
    )
    (folder / "onnx").mkdir()
    (folder / "onnx" / "model.onnx").write_bytes(content)
    (folder / "config_sentence_transformers.json").write_text(json.dumps({"prompts": {"query": "who "}}), "utf-8")
    return folder
