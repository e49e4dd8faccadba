"""Evaluation figures as a table for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from retrieval.figures import FIGURES, Difference, Result, figures


def evaluation_json(
    results: Sequence[Result], cases: Sequence[Mapping[str, Any]], differences: Sequence[Difference] | None
) -> dict[str, Any]:
    """`dateline eval --json`: figures over all cases and by language pair; None where no case tells."""
    found: dict[str, Any] = {"figures": _rounded(figures(results))}
    found["pairs"] = {pair: _rounded(figures(some)) for pair, some in _by_pair(results).items()}
    if differences is not None:
        found["differences"] = [
            {
                "figure": each.figure,
                "before": round(each.before, 4),
                "now": round(each.now, 4),
                "low": round(each.low, 4),
                "high": round(each.high, 4),
                "worse": each.worse,
            }
            for each in differences
        ]
    return {**found, "cases": list(cases)}


def evaluation_text(results: Sequence[Result]) -> str:
    """A row for each figure, a column for all cases and for each language pair."""
    columns = {"all": list(results), **_by_pair(results)}
    if len(columns) == 2:
        del columns["all"]
    values = {name: figures(some) for name, some in columns.items()}
    lines = [_line("", list(columns)), _line("cases", [str(len(some)) for some in columns.values()])]
    for figure in FIGURES:
        row = [values[name][figure] for name in columns]
        if any(value is not None for value in row):
            lines.append(_line(figure, [_shown(figure, value) for value in row]))
    return "\n".join(lines)


def differences_text(differences: Sequence[Difference]) -> str:
    """A row for each figure: before, now, and the interval of the difference."""
    lines = [_line("", ["before", "now", "difference", "95 % interval"])]
    for each in differences:
        interval = f"{_signed(each.figure, each.low)} … {_signed(each.figure, each.high)}"
        row = [
            _shown(each.figure, each.before),
            _shown(each.figure, each.now),
            _signed(each.figure, each.now - each.before),
            interval,
        ]
        lines.append(_line(each.figure, row) + ("  worse" if each.worse else ""))
    return "\n".join(lines)


def _by_pair(results: Sequence[Result]) -> dict[str, list[Result]]:
    return {pair: [each for each in results if each.pair == pair] for pair in sorted({each.pair for each in results})}


def _rounded(values: Mapping[str, float | None]) -> dict[str, float | None]:
    return {name: None if value is None else round(value, 4) for name, value in values.items()}


def _line(name: str, cells: Sequence[str]) -> str:
    return f"{name:24}" + "".join(f"{cell:>16}" if "…" in cell or "%" in cell else f"{cell:>11}" for cell in cells)


def _shown(figure: str, value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if figure.endswith("_ms") else f"{value:.3f}"


def _signed(figure: str, value: float) -> str:
    return f"{value:+.0f}" if figure.endswith("_ms") else f"{value:+.3f}"
