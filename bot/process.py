"""How a process is used: its processors, its memory, its search for garbage."""

from __future__ import annotations

import gc
import os

#: glibc's names of settings (mallopt(3)): places that memory is taken from, free bytes at the end of one beyond which
#: they are given back, bytes from which a piece of memory is taken and given back by itself.
_ARENAS, _TRIM, _BY_ITSELF = -8, -1, -3
_FREE = 4 << 20


def calm_threads() -> None:
    """Let OpenBLAS work in one thread, and OpenMP's idle ones sleep early; call it before numpy is imported.

    Threads that wait spin by default: on two processors they take a fifth of the time of what works, and on a busy
    machine a question that takes 10 ms then takes up to a second. What numpy multiplies here is too little to share.
    """
    # The libraries read these settings of theirs from nowhere else.
    os.environ.setdefault("GOMP_SPINCOUNT", "1000")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def share_memory() -> None:
    """Let all threads take memory from one place, and give it back, where the C library is glibc.

    Call it before threads are started. By default it keeps a place for each of them, and in each what was needed once
    for the longest text: after some hundred questions 40 MB of 600.
    """
    import ctypes

    try:
        library = ctypes.CDLL(None)
        for setting, value in ((_ARENAS, 1), (_TRIM, _FREE), (_BY_ITSELF, _FREE)):
            library.mallopt(setting, value)
    except (OSError, AttributeError, TypeError):
        # Another C library, which has other ways.
        return


def settle() -> None:
    """Leave what is loaded by now out of the search for garbage; for a program that answers until it is stopped.

    Python looks through all objects again and again, and most of some 400,000 are parts of modules that stay: without
    them a question takes a twentieth less, and the slowest a sixth.
    """
    gc.collect()
    gc.freeze()
