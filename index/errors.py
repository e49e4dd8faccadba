"""The one exception tree of Dateline.

DatelineError                 safe to show to a user: one line, and what to do about it
├── ConfigurationError        a setting has a value that is not allowed
├── QuestionError             a question that cannot be searched (empty, too long)
├── ArchiveError              the archive itself
│   ├── ArchiveMissing        nothing has been indexed at this place
│   ├── ArchiveMismatch       made with another model or other rules
│   └── ArchiveBusy           another process is writing
├── EmbeddingError            a model cannot be loaded or gave no vectors
└── SourceError               a path or file that cannot be read
"""

from __future__ import annotations


class DatelineError(Exception):
    """Base of every error whose text may be shown to a user.

    `message` is one line that says what went wrong, `hint` one line that says what to do (may be empty).
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigurationError(DatelineError):
    """A setting's value is not allowed; the message names the setting, the value and what is allowed."""


class QuestionError(DatelineError):
    """The question cannot be searched."""


class ArchiveError(DatelineError):
    """The archive on disk cannot be used as asked."""


class ArchiveMissing(ArchiveError):
    """There is no archive at the given place yet."""


class ArchiveMismatch(ArchiveError):
    """The archive was made with another embedding model or other rules."""


class ArchiveBusy(ArchiveError):
    """Another process is writing to the archive."""


class EmbeddingError(DatelineError):
    """An embedding model cannot be loaded, or failed on a text."""


class SourceError(DatelineError):
    """A path, file or article cannot be read."""
