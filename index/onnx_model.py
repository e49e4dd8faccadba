"""ONNX models written by hand: the few messages of the format that a graph of nodes and weights needs.

The `onnx` package would do it too, at 20 MB and for one small graph. Field numbers are those of onnx.proto (ONNX
specification, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto); the wire format is that of Protocol Buffers.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

#: Version 8 of the format and operator set 17 go together (ONNX 1.13); every onnxruntime since 2022 reads them.
_FORMAT = 8
_OPERATORS = 17
#: onnxruntime's own operators, which fuse several standard ones.
FUSED = "com.microsoft"
_TYPES = {"float32": 1, "uint8": 2, "int8": 3, "int32": 6, "int64": 7}
_FLOAT, _INT = 1, 2


@dataclass(frozen=True, slots=True)
class Node:
    """One operator with the names of what goes in ("" for an input left out) and of what comes out."""

    operator: str
    inputs: Sequence[str]
    outputs: Sequence[str]
    attributes: Mapping[str, int | float] = field(default_factory=dict)
    domain: str = ""


def model_bytes(
    nodes: Sequence[Node],
    weights: Mapping[str, NDArray[np.generic]],
    *,
    inputs: Mapping[str, Sequence[str | int]],
    outputs: Mapping[str, Sequence[str | int]],
    whole_numbers: Collection[str] = (),
) -> bytes:
    """A model as onnxruntime loads it.

    `inputs` and `outputs` are tensors with their shapes, of float32, or int64 where `whole_numbers` has their name; a
    name in a shape is a length that varies.
    """
    types = {name: "int64" if name in whole_numbers else "float32" for name in (*inputs, *outputs)}
    graph = b"".join(
        [
            *(_message(1, _node(node)) for node in nodes),
            _text(2, "graph"),
            *(_message(5, _tensor(name, values)) for name, values in weights.items()),
            *(_message(11, _value(name, shape, types[name])) for name, shape in inputs.items()),
            *(_message(12, _value(name, shape, types[name])) for name, shape in outputs.items()),
        ]
    )
    operators = [_text(1, domain) + _number(2, version) for domain, version in (("", _OPERATORS), (FUSED, 1))]
    return _number(1, _FORMAT) + _message(7, graph) + b"".join(_message(8, each) for each in operators)


def _node(node: Node) -> bytes:
    parts = [_text(1, name) for name in node.inputs] + [_text(2, name) for name in node.outputs]
    parts.append(_text(4, node.operator))
    parts += [_message(5, _attribute(name, value)) for name, value in node.attributes.items()]
    return b"".join([*parts, _text(7, node.domain)])


def _attribute(name: str, value: int | float) -> bytes:
    if isinstance(value, float):
        return _text(1, name) + _key(2, 5) + struct.pack("<f", value) + _number(20, _FLOAT)
    return _text(1, name) + _number(3, value) + _number(20, _INT)


def _tensor(name: str, values: NDArray[np.generic]) -> bytes:
    raw = np.ascontiguousarray(values).astype(values.dtype.newbyteorder("<")).tobytes()
    shape = b"".join(_number(1, length) for length in values.shape)
    return shape + _number(2, _TYPES[values.dtype.name]) + _text(8, name) + _message(9, raw)


def _value(name: str, shape: Sequence[str | int], kind: str) -> bytes:
    lengths = [_number(1, each) if isinstance(each, int) else _text(2, each) for each in shape]
    tensor = _number(1, _TYPES[kind]) + _message(2, b"".join(_message(1, each) for each in lengths))
    return _text(1, name) + _message(2, _message(1, tensor))


def _text(number: int, text: str) -> bytes:
    return _message(number, text.encode())


def _message(number: int, content: bytes) -> bytes:
    return _key(number, 2) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _key(number, 0) + _varint(value if value >= 0 else value + (1 << 64))


def _key(number: int, kind: int) -> bytes:
    return _varint(number << 3 | kind)


def _varint(value: int) -> bytes:
    digits = bytearray()
    while value > 0x7F:
        digits.append(value & 0x7F | 0x80)
        value >>= 7
    digits.append(value)
    return bytes(digits)
