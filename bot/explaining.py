"""What backs each sentence of an answer and what was dropped: `dateline ask --explain`."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers import Answer, Checked
from bot.verification import Finding


def explanation(answer: Answer) -> str:
    """Each sentence written, shown or not, with its details and what backs them."""
    lines = [f"Written by {answer.writer}; confidence that the archive answers: {answer.confidence:.2f}"]
    for each in answer.checks:
        lines += _sentence(each)
    if not answer.checks:
        lines.append("Nothing was written that could be checked.")
    return "\n".join(lines)


def _sentence(checked: Checked) -> Iterator[str]:
    yield f"{'shown  ' if checked.shown else 'dropped'}  {checked.text}"
    if not checked.verdict.findings:
        yield "           holds no date, number or name"
    for finding in checked.verdict.findings:
        yield f"           {_detail(finding)}"
    if checked.verdict.proven and not checked.shown:
        yield "           true, but not what was asked, or its article has changed since"


def _detail(finding: Finding) -> str:
    if finding.backed:
        return f"{finding.detail.value} “{finding.text}”: backed by “{finding.backing}”"
    return f"{finding.detail.value} “{finding.text}”: not in the evidence"
