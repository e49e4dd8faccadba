"""The vector store on a real Chroma: in a temporary folder, in one shard and in several, and on a server."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from index.chroma import Chroma
from index.embeddings import Vectors
from index.errors import ArchiveError
from index.vectors import VectorStore

_SPAWN = multiprocessing.get_context("spawn")


def unit(*rows: list[float]) -> Vectors:
    found = np.array(rows, dtype=np.float32)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


@dataclass(frozen=True)
class Place:
    """Where a store lies; `open` opens it once more."""

    home: Path
    url: str
    shard: int

    def open(self) -> VectorStore:
        return VectorStore(home=self.home, url=self.url, collection="sentences-test", shard=self.shard)


@pytest.fixture(params=["one shard", "a shard a write", "server"])
def place(tmp_path: Path, request: pytest.FixtureRequest) -> Place:
    url = request.getfixturevalue("chroma_url") if request.param == "server" else ""
    return Place(tmp_path, url, 1 if request.param == "a shard a write" else 20_000)


@pytest.fixture
def store(place: Place) -> Iterator[VectorStore]:
    found = place.open()
    yield found
    found.drop()
    found.close()


def test_nearest_is_by_cosine_best_first(store: VectorStore) -> None:
    store.write(["a", "b", "c"], unit([1, 0, 0], [1, 1, 0], [0, 0, 1]))
    found = store.nearest(unit([1, 0.1, 0])[0], limit=2)
    assert list(found) == ["a", "b"]
    assert found["a"] == pytest.approx(0.995, abs=1e-3)


def test_an_empty_store_finds_nothing(store: VectorStore) -> None:
    assert store.nearest(unit([1, 0])[0], limit=5) == {}
    assert store.similarities(unit([1, 0])[0], ["a"]) == {}
    store.delete(["a"])
    assert store.count() == 0


def test_writing_a_key_again_replaces_it(store: VectorStore) -> None:
    store.write(["a"], unit([1, 0]))
    store.write(["a"], unit([0, 1]))
    assert store.count() == 1 and store.similarities(unit([0, 1])[0], ["a"])["a"] == pytest.approx(1)


def test_similarities_are_exact_and_leave_out_what_is_not_there(store: VectorStore) -> None:
    store.write(["a", "b"], unit([1, 0], [3, 4]))
    found = store.similarities(unit([1, 0])[0], ["b", "nothing", "a"])
    assert found == pytest.approx({"a": 1.0, "b": 0.6})


def test_many_keys_go_through_in_chunks(store: VectorStore) -> None:
    keys = [f"k{number}" for number in range(2500)]
    generator = np.random.default_rng(0)
    vectors = unit(*generator.normal(size=(2500, 8)).tolist())
    store.write(keys, vectors)
    assert store.present([*keys, "other"]) == set(keys)
    assert len(store.similarities(vectors[0], keys)) == 2500
    store.delete(keys[:2400])
    assert store.count() == 100
    found = store.nearest(vectors[2450], limit=10)
    assert next(iter(found)) == "k2450" and set(found) <= set(keys[2400:])


def test_all_keys_and_vectors_come_in_batches(store: VectorStore) -> None:
    keys = [f"k{number}" for number in range(25)]
    vectors = unit(*np.random.default_rng(1).normal(size=(25, 4)).tolist())
    store.write(keys, vectors)
    found = {key: row for batch, rows in store.batches(size=10) for key, row in zip(batch, rows, strict=True)}
    assert found.keys() == set(keys) == {key for batch in store.keys() for key in batch}  # noqa: SIM118
    assert np.allclose(found["k7"], vectors[7], atol=1e-6)


def test_renewing_keeps_every_vector(store: VectorStore) -> None:
    store.write(["a", "b"], unit([1, 0], [0, 1]))
    store.renew()
    assert store.nearest(unit([1, 0])[0], limit=2) == pytest.approx({"a": 1.0, "b": 0.0}, abs=1e-6)


def test_vectors_of_several_shards_are_one_store(tmp_path: Path) -> None:
    store = VectorStore(home=tmp_path, collection="sentences-test", shard=10)
    keys = [f"k{number:02}" for number in range(60)]
    vectors = unit(*np.random.default_rng(2).normal(size=(60, 4)).tolist())
    for first in range(0, 60, 10):
        store.write(keys[first : first + 10], vectors[first : first + 10])
    assert {key for key, _ in store.sample(20)} < set(keys) and store.count() == 60
    store.write(["k05", "k55", "new"], vectors[[5, 55, 5]])
    store.delete(["k10", "k50"])
    assert store.count() == 59 and store.present(keys) == set(keys) - {"k10", "k50"}
    exact = {key: float(row @ vectors[5]) for key, row in zip(keys, vectors, strict=True) if key not in ("k10", "k50")}
    best = sorted(exact | {"new": exact["k05"]}, key=lambda key: -(exact | {"new": exact["k05"]})[key])[:20]
    assert set(store.nearest(vectors[5], limit=20)) == set(best)
    store.close()
    again = VectorStore(home=tmp_path, collection="sentences-test", shard=10)
    assert again.similarities(vectors[5], exact) == pytest.approx(exact, abs=1e-5)
    other = VectorStore(home=tmp_path, collection="sentences", shard=10)
    assert other.count() == 0


def test_a_renewal_that_was_interrupted_ends_with_each_vector_once(tmp_path: Path) -> None:
    store = VectorStore(home=tmp_path, collection="sentences-test", shard=2)
    for number in range(5):
        store.add([f"k{number}"], unit([1, number]))
    remove = Chroma.remove

    def interrupted(chroma: Chroma, shard: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Chroma, "remove", interrupted)
        with pytest.raises(KeyboardInterrupt):
            store.renew()
    assert Chroma.remove is remove
    store = VectorStore(home=tmp_path, collection="sentences-test", shard=2)
    assert store.count() == 7
    store.renew()
    assert store.count() == 5 and len(store.nearest(unit([1, 2])[0], limit=9)) == 5


def _add(place: Place) -> None:
    store = place.open()
    store.write(["late"], unit([0, 1, 0]))
    store.close()


def _added_elsewhere(place: Place) -> None:
    process = _SPAWN.Process(target=_add, args=(place,))
    process.start()
    process.join(60)
    assert process.exitcode == 0


def test_a_refresh_shows_what_another_process_wrote(store: VectorStore, place: Place) -> None:
    store.write(["early"], unit([1, 0, 0]))
    store.refresh(1)
    assert list(store.nearest(unit([0, 1, 0])[0], limit=1)) == ["early"]
    _added_elsewhere(place)
    store.refresh(2)
    assert list(store.nearest(unit([0, 1, 0])[0], limit=1)) == ["late"]


def test_a_home_that_cannot_hold_a_store_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "vectors").write_text("not a folder")
    with pytest.raises(ArchiveError) as error:
        VectorStore(home=tmp_path, collection="sentences-test")
    assert "\n" not in error.value.message and error.value.hint


def test_a_server_that_does_not_answer_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError) as error:
        VectorStore(home=tmp_path, url="http://127.0.0.1:9", collection="sentences-test")
    assert "127.0.0.1:9" in error.value.message and "server" in error.value.hint


def test_vectors_that_another_process_added_are_compared_before_a_refresh(store: VectorStore, place: Place) -> None:
    store.write(["early"], unit([1, 0, 0]))
    store.nearest(unit([1, 0, 0])[0], limit=1)
    _added_elsewhere(place)
    assert store.similarities(unit([0, 1, 0])[0], ["early", "late"]) == pytest.approx({"early": 0.0, "late": 1.0})


def test_a_store_that_warms_up_answers_and_closes_like_any_other(store: VectorStore, place: Place) -> None:
    store.write(["a", "b"], unit([1, 0], [0, 1]))
    other = place.open()
    other.warm_up()
    assert list(other.nearest(unit([1, 0])[0], limit=1)) == ["a"]
    other.warm_up()
    other.close()
    assert store.count() == 2
