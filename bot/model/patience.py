"""How long a model is waited for, and how often it is asked again.

A stalled connection does not always end by itself, so the stream is read in a thread of its own that is left behind
when its time is up; the network's own time-out ends it a little later.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.model.contract import ModelUnavailable, Piece


@dataclass(frozen=True, slots=True)
class Patience:
    """`limit` seconds for a whole answer with all its tries, `silence` between two pieces, `characters` at most.

    `pauses` are the seconds before the second try and those after it, where the other side asks for no others.
    """

    limit: float = 60.0
    silence: float = 20.0
    characters: int = 8000
    pauses: tuple[float, ...] = (0.5, 1.5)


def patiently(
    ask: Callable[[], Iterator[Piece]],
    patience: Patience,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Piece]:
    """The pieces of `ask()`, asked again where that may help and nothing has come yet.

    Raises ModelUnavailable when the last try fails, when time is up, and when the answer has no end.
    """
    deadline = clock() + patience.limit
    for pause in (*patience.pauses, None):
        begun = False
        try:
            for piece in _watched(ask, patience, deadline, clock):
                # Some begin with a piece that has no words, and break off after it.
                begun = begun or bool(piece.text)
                yield piece
            return
        except ModelUnavailable as error:
            wait = pause if error.after is None or pause is None else error.after
            if begun or not error.again or wait is None or clock() + wait >= deadline:
                raise
            sleep(wait)


def _watched(
    ask: Callable[[], Iterator[Piece]], patience: Patience, deadline: float, clock: Callable[[], float]
) -> Iterator[Piece]:
    pieces: queue.Queue[Piece | BaseException | None] = queue.Queue(maxsize=256)
    stopped = threading.Event()
    threading.Thread(target=_read, args=(ask, pieces, stopped), name="model", daemon=True).start()
    length = 0
    try:
        while True:
            left = min(patience.silence, deadline - clock())
            try:
                piece = pieces.get(timeout=max(0.0, left))
            except queue.Empty:
                raise ModelUnavailable("The language model did not answer in time") from None
            if piece is None:
                break
            if isinstance(piece, BaseException):
                raise piece
            length += len(piece.text)
            if length > patience.characters or clock() >= deadline:
                raise ModelUnavailable("The language model's answer has no end")
            yield piece
    finally:
        stopped.set()
    if not length:
        raise ModelUnavailable("The language model gave an empty answer", again=True)


def _read(
    ask: Callable[[], Iterator[Piece]],
    pieces: queue.Queue[Piece | BaseException | None],
    stopped: threading.Event,
) -> None:
    """Passes on what comes, until told to stop; whatever goes wrong goes to the reader."""

    def put(item: Piece | BaseException | None) -> None:
        while not stopped.is_set():
            try:
                pieces.put(item, timeout=0.1)
                return
            except queue.Full:
                continue

    try:
        for piece in ask():
            put(piece)
            if stopped.is_set():
                return
        put(None)
    except BaseException as error:
        put(error)
