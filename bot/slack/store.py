"""What the Slack app must not forget: which questions came in, what became of them, and what people thought of it."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.conversation import Turn
from bot.slack.questions import Place, Question, Way
from index.errors import ArchiveError

FILE_NAME = "slack.sqlite3"
#: Questions and answers are kept this long for follow-ups and the Sources button; feedback keeps its own copy.
KEPT_DAYS = 30
#: A question older than this when the bot starts is not answered any more.
STALE_SECONDS = 3600
#: In the main line of a direct message, what was said longer ago is another conversation.
_CONVERSATION_SECONDS = 900
_SCHEMA = """
CREATE TABLE IF NOT EXISTS questions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team TEXT NOT NULL, app TEXT NOT NULL, channel TEXT NOT NULL, ts TEXT NOT NULL, thread TEXT NOT NULL,
    user TEXT NOT NULL, text TEXT NOT NULL, way TEXT NOT NULL, direct INTEGER NOT NULL, response_url TEXT NOT NULL,
    shared INTEGER, state TEXT NOT NULL DEFAULT 'open', attempts INTEGER NOT NULL DEFAULT 0,
    reply_ts TEXT NOT NULL DEFAULT '', asked TEXT NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT '',
    answer TEXT NOT NULL DEFAULT '', citations TEXT NOT NULL DEFAULT '[]', created REAL NOT NULL,
    UNIQUE (team, app, channel, ts)
);
CREATE INDEX IF NOT EXISTS questions_by_thread ON questions (team, app, channel, thread);
CREATE TABLE IF NOT EXISTS feedback (
    question_id INTEGER NOT NULL, team TEXT NOT NULL, app TEXT NOT NULL, user TEXT NOT NULL, helpful INTEGER NOT NULL,
    question TEXT NOT NULL, asked TEXT NOT NULL, answer TEXT NOT NULL, citations TEXT NOT NULL, created REAL NOT NULL,
    PRIMARY KEY (question_id, user)
);
"""
_COLUMNS = "id, team, app, channel, ts, thread, user, text, way, direct, response_url, shared, reply_ts, attempts"


@dataclass(frozen=True, slots=True)
class Job:
    """A question that is to be answered; `reply_ts` is the message that holds or will hold the answer.

    `resumed` are those that were left when the bot ended.
    """

    id: int
    question: Question
    reply_ts: str = ""
    attempts: int = 0
    resumed: bool = False

    @property
    def may_be_shown(self) -> bool:
        """Whether a message may stand there that is not remembered: one that only waited has had no attempt yet."""
        return self.resumed or self.attempts > 0


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given: what was asked in the end, and its citations as JSON values."""

    question: str
    asked: str
    language: str
    answer: str
    citations: Sequence[dict[str, Any]]


class Store:
    """One SQLite file, safe to use from several threads. Another process may read it meanwhile."""

    def __init__(self, home: Path, *, now: Callable[[], float] = time.time) -> None:
        """Open or make the store in the folder `home`. Raises ArchiveError where that cannot be."""
        self._now = now
        self._lock = threading.RLock()
        try:
            home.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                home / FILE_NAME, timeout=10, check_same_thread=False, isolation_level=None
            )
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise ArchiveError(
                f"{home / FILE_NAME} cannot be opened: {error}", hint="Check the folder's permissions and free space."
            ) from error

    def claim(self, question: Question) -> Job | None:
        """Remember a question that came in; None if it was remembered before, however long ago and by which event."""
        inserted = self._rows(
            "INSERT INTO questions"
            " (team, app, channel, ts, thread, user, text, way, direct, response_url, shared, created)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
            question.place.team,
            question.place.app,
            question.channel,
            question.ts,
            question.thread,
            question.user,
            question.text,
            question.way.value,
            question.direct,
            question.response_url,
            question.shared,
            self._now(),
        )
        return Job(inserted[0][0], question) if inserted else None

    def asked_in(self, place: Place, channel: str, thread: str) -> bool:
        """Whether the bot was asked in a thread."""
        statement = (
            "SELECT 1 FROM questions WHERE team = ? AND app = ? AND channel = ? AND thread = ? AND state <> 'refused'"
        )
        return bool(self._rows(statement, place.team, place.app, channel, thread))

    def reload(self, job: Job) -> Job:
        """A job with what has become known of it since."""
        rows = self._rows(f"SELECT {_COLUMNS} FROM questions WHERE id = ?", job.id)
        return replace(_job(rows[0]), resumed=job.resumed) if rows else job

    def begin(self, job: Job) -> None:
        self._rows("UPDATE questions SET attempts = attempts + 1 WHERE id = ?", job.id)

    def reply_at(self, job: Job, ts: str) -> None:
        """Remember the message that holds the answer, so that it is updated and not written twice."""
        self._rows("UPDATE questions SET reply_ts = ? WHERE id = ?", ts, job.id)

    def answered(self, job: Job, given: Given) -> None:
        """Remember what was answered, before it is shown: its buttons lead here."""
        self._rows(
            "UPDATE questions SET asked = ?, language = ?, answer = ?, citations = ? WHERE id = ?",
            given.asked,
            given.language,
            given.answer,
            json.dumps(list(given.citations), ensure_ascii=False),
            job.id,
        )

    def close_job(self, job: Job, state: str = "done") -> None:
        """The question needs nothing more: its answer (or apology, or refusal) has been shown."""
        self._rows("UPDATE questions SET state = ? WHERE id = ?", state, job.id)

    def open_jobs(self) -> list[Job]:
        """Questions without an answer, in their order; those that are too old are given up."""
        self._rows(
            "UPDATE questions SET state = 'given up' WHERE state = 'open' AND created < ?", self._now() - STALE_SECONDS
        )
        rows = self._rows(f"SELECT {_COLUMNS} FROM questions WHERE state = 'open' ORDER BY id")
        return [replace(_job(row), resumed=True) for row in rows]

    def turns(self, job: Job, *, limit: int) -> list[Turn]:
        """What was asked and answered before in the conversation of a question, oldest first."""
        question = job.question
        if not question.thread:
            return []
        main_line = question.direct and question.thread == question.ts
        rows = self._rows(
            "SELECT asked, language, answer FROM questions WHERE team = ? AND app = ? AND channel = ? AND id < ?"
            f" AND asked <> '' AND {'direct = 1 AND created >= ?' if main_line else 'thread = ?'}"
            " ORDER BY id DESC LIMIT ?",
            question.place.team,
            question.place.app,
            question.channel,
            job.id,
            self._now() - _CONVERSATION_SECONDS if main_line else question.thread,
            limit,
        )
        return [Turn(*row) for row in reversed(rows)]

    def given(self, place: Place, question_id: int) -> Given | None:
        """The answer to a question of that workspace and app; None if it is no longer kept."""
        rows = self._rows(
            "SELECT text, asked, language, answer, citations FROM questions WHERE id = ? AND team = ? AND app = ?"
            " AND asked <> ''",
            question_id,
            place.team,
            place.app,
        )
        if not rows:
            return None
        question, asked, language, answer, citations = rows[0]
        return Given(question, asked, language, answer, json.loads(citations))

    def rate(self, place: Place, question_id: int, user: str, *, helpful: bool) -> bool:
        """Store what a person thinks of an answer, in place of what they thought before; False if it is not kept."""
        changed = self._rows(
            "INSERT INTO feedback SELECT id, team, app, ?, ?, text, asked, answer, citations, ? FROM questions"
            " WHERE id = ? AND team = ? AND app = ? AND asked <> ''"
            " ON CONFLICT DO UPDATE SET helpful = excluded.helpful, created = excluded.created RETURNING 1",
            user,
            helpful,
            self._now(),
            question_id,
            place.team,
            place.app,
        )
        return bool(changed)

    def feedback(self) -> list[tuple[Any, ...]]:
        """All feedback, oldest first: created, helpful, user, question, asked, answer, citations as JSON text."""
        return self._rows(
            "SELECT created, helpful, user, question, asked, answer, citations FROM feedback"
            " ORDER BY created, question_id"
        )

    def opinions(self) -> tuple[int, int]:
        """How many found an answer helpful, and how many did not."""
        helpful, every = self._rows("SELECT coalesce(sum(helpful), 0), count(*) FROM feedback")[0]
        return helpful, every - helpful

    def prune(self) -> None:
        """Forget questions that are older than KEPT_DAYS; Slack redelivers for an hour at most."""
        self._rows("DELETE FROM questions WHERE created < ? AND state <> 'open'", self._now() - KEPT_DAYS * 86400)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def _rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(statement, values).fetchall()


def _job(row: tuple[Any, ...]) -> Job:
    (number, team, app, channel, ts, thread, user, text, way, direct, response_url, shared, reply_ts, attempts) = row
    question = Question(
        place=Place(team, app),
        channel=channel,
        ts=ts,
        thread=thread,
        user=user,
        text=text,
        way=Way(way),
        direct=bool(direct),
        response_url=response_url,
        shared=None if shared is None else bool(shared),
    )
    return Job(number, question, reply_ts, attempts)
