"""An archive as one file: a zip with its catalogue and its vectors, independent of where the vectors are kept."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from pathlib import Path

import numpy as np

from index.database import FILE_NAME, Database
from index.errors import ArchiveError
from index.schema import SCHEMA_VERSION
from index.vectors import VectorStore

_FORMAT = "dateline-archive-1"
_MANIFEST, _CATALOGUE, _KEYS, _VECTORS = "manifest.json", "catalogue.sqlite3", "keys.jsonl", "vectors.f32"
_BATCH = 1000


def save(file: Path, database: Database, vectors: VectorStore) -> int:
    """Write catalogue and vectors to `file`, in place of what was there once it is complete; its size in bytes.

    Raises ArchiveError where it cannot be written.
    """
    partial = file.with_name(file.name + ".partial")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".dateline-") as folder:
            _write(partial, Path(folder), database, vectors)
        os.replace(partial, file)
        return file.stat().st_size
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink()
        raise ArchiveError(
            f"The backup {file} cannot be written: {error.strerror or error}",
            hint="Check the folder's permissions and free space, or choose another place.",
        ) from error


def _write(partial: Path, folder: Path, database: Database, vectors: VectorStore) -> None:
    copy, keys_file, rows_file = folder / _CATALOGUE, folder / _KEYS, folder / _VECTORS
    database.copy_to(copy)
    dimension = count = 0
    with keys_file.open("w", encoding="utf-8") as keys_out, rows_file.open("wb") as rows_out:
        for keys, rows in vectors.batches(size=_BATCH):
            keys_out.writelines(json.dumps(key) + "\n" for key in keys)
            rows_out.write(np.ascontiguousarray(rows, dtype="<f4").tobytes())
            dimension, count = rows.shape[1], count + len(keys)
    manifest = {"format": _FORMAT, "schema": SCHEMA_VERSION, "vectors": count, "dimension": dimension}
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr(_MANIFEST, json.dumps(manifest))
        packed.write(copy, _CATALOGUE)
        packed.write(keys_file, _KEYS)
        # Vectors do not compress.
        packed.write(rows_file, _VECTORS, compress_type=zipfile.ZIP_STORED)
    with partial.open("rb") as written:
        os.fsync(written.fileno())


def check(file: Path) -> None:
    """Raise ArchiveError where `file` is not a backup that this release can read."""
    _opened(file).close()


def unpack_catalogue(file: Path, build: Path) -> None:
    """Put the catalogue of the backup `file` into the folder `build`. Raises ArchiveError."""
    with _opened(file) as packed:
        try:
            with packed.open(_CATALOGUE) as source, (build / FILE_NAME).open("wb") as target:
                shutil.copyfileobj(source, target)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
            raise _damaged(file, error) from error


def unpack_vectors(file: Path, vectors: VectorStore) -> None:
    """Write the vectors of the backup `file` into the store. Raises ArchiveError."""
    with _opened(file) as packed:
        dimension = int(json.loads(packed.read(_MANIFEST))["dimension"])
        try:
            with packed.open(_KEYS) as keys_in, packed.open(_VECTORS) as rows_in:
                while keys := [json.loads(line) for _, line in zip(range(_BATCH), keys_in, strict=False)]:
                    raw = rows_in.read(4 * dimension * len(keys))
                    vectors.add(keys, np.frombuffer(raw, dtype="<f4").reshape(len(keys), dimension))
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError) as error:
            raise _damaged(file, error) from error


def _opened(file: Path) -> zipfile.ZipFile:
    try:
        packed = zipfile.ZipFile(file)
        manifest = json.loads(packed.read(_MANIFEST))
    except FileNotFoundError as error:
        raise ArchiveError(f"There is no backup at {file}", hint="Check the spelling.") from error
    except (zipfile.BadZipFile, zlib.error, OSError, KeyError, ValueError) as error:
        raise _damaged(file, error) from error
    if manifest.get("format") != _FORMAT or manifest.get("schema") != SCHEMA_VERSION:
        packed.close()
        raise ArchiveError(
            f"{file} was written by another release of Dateline", hint="Restore it with that release, or index again."
        )
    return packed


def _damaged(file: Path, error: Exception) -> ArchiveError:
    return ArchiveError(
        f"{file} is not a whole backup of an archive: {error}", hint="Use another one; nothing was changed."
    )
