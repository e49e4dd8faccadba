"""Runs ONNX models. The only file that knows onnxruntime."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import EmbeddingError
from index.unit_vectors import Vectors

#: Joins an addition and a normalisation in one operator, which takes three times as long as the two on a processor: a
#: quarter of the whole model's time.
_DISABLED = ["SkipLayerNormFusion"]


class OnnxSession:
    """A loaded model. Safe to use from several threads, each of which computes by itself."""

    def __init__(self, model: bytes | Path, *, fused: bool = False) -> None:
        """`model` is the content of a file or its place; `fused` one whose operators need no more joining, which takes
        memory. Raises EmbeddingError for one that cannot be loaded.
        """
        try:
            # Imported here: it takes a fifth of a second, and only embedding needs it.
            import onnxruntime

            # Nothing leaves the machine (only its builds for Windows would send anything at all).
            onnxruntime.disable_telemetry_events()
            options = onnxruntime.SessionOptions()
            # Texts run side by side, so each needs one thread only; idle threads would take time from others.
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.log_severity_level = 3
            # Gives the memory of a long text back at once.
            options.enable_cpu_mem_arena = False
            if fused:
                options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
            source = model if isinstance(model, bytes) else str(model)
            self._session: Any = onnxruntime.InferenceSession(
                source, options, providers=["CPUExecutionProvider"], disabled_optimizers=_DISABLED
            )
        except Exception as error:  # a missing library, and onnxruntime's own kinds
            raise EmbeddingError(f"onnxruntime cannot load the model: {str(error)[:200]}") from error

    @property
    def inputs(self) -> list[str]:
        return [each.name for each in self._session.get_inputs()]

    def run(self, inputs: Mapping[str, NDArray[Any]], outputs: Sequence[str] = ()) -> list[Vectors]:
        """The outputs of these names, by default the first. Raises EmbeddingError."""
        try:
            wanted = list(outputs) or [self._session.get_outputs()[0].name]
            return [np.asarray(each, dtype=np.float32) for each in self._session.run(wanted, dict(inputs))]
        except Exception as error:  # onnxruntime's own kinds
            raise EmbeddingError(f"onnxruntime failed: {str(error)[:200]}") from error

    @property
    def outputs(self) -> list[str]:
        return [each.name for each in self._session.get_outputs()]
