"""Runs ONNX models. The only file that knows onnxruntime."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import EmbeddingError
from index.unit_vectors import Vectors


class OnnxSession:
    """A loaded model. Safe to use from several threads, each of which computes by itself."""

    def __init__(self, model: bytes | Path) -> None:
        """`model` is the content of a file or its place. Raises EmbeddingError for one that cannot be loaded."""
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
            source = model if isinstance(model, bytes) else str(model)
            self._session: Any = onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # a missing library, and onnxruntime's own kinds
            raise EmbeddingError(f"onnxruntime cannot load the model: {str(error)[:200]}") from error

    @property
    def inputs(self) -> list[str]:
        return [each.name for each in self._session.get_inputs()]

    def run(self, inputs: Mapping[str, NDArray[Any]], *, output: str = "") -> Vectors:
        """The output of that name, by default the first. Raises EmbeddingError."""
        try:
            wanted = output or self._session.get_outputs()[0].name
            return np.asarray(self._session.run([wanted], dict(inputs))[0], dtype=np.float32)
        except Exception as error:  # onnxruntime's own kinds
            raise EmbeddingError(f"onnxruntime failed: {str(error)[:200]}") from error
