"""The arrows between packages, and where each framework may be imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archives import ROOT

PACKAGES = ("bot", "retrieval", "index")
FILES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
#: Framework: the files, or folders, that may import it.
CONFINED = {
    "chromadb": ["index/chroma.py"],
    "onnxruntime": ["index/onnx_session.py"],
    "tokenizers": ["index/onnx_folder.py"],
    "slack_bolt": ["bot/slack"],
    "slack_sdk": ["bot/slack"],
    "sentence_transformers": ["index/sentence_transformers_models.py"],
    "langchain": ["bot/model/langchain_model.py", "index/embeddings.py"],
    "langchain_core": ["retrieval/langchain.py"],
    "dotenv": ["bot/configuration.py"],
    "typer": ["bot"],
    "rich": ["bot"],
}


def imported(path: Path) -> Iterator[str]:
    """Names of all modules that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_talk_leans_on_find_and_find_on_keep() -> None:
    forbidden = {"index": {"bot", "retrieval"}, "retrieval": {"bot"}, "bot": set()}
    wrong = [
        f"{name(path)} imports {module}"
        for path in FILES
        for module in imported(path)
        if module.split(".")[0] in forbidden[name(path).split("/")[0]]
    ]
    assert wrong == []


@pytest.mark.parametrize("framework", CONFINED)
def test_each_framework_stays_in_its_place(framework: str) -> None:
    wrong = [
        name(path)
        for path in FILES
        if any(module.split(".")[0] == framework for module in imported(path))
        and not any(name(path) == place or name(path).startswith(f"{place}/") for place in CONFINED[framework])
    ]
    assert wrong == []


def test_the_environment_is_read_in_one_place() -> None:
    wrong = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            reads = isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv", "putenv")
            # bot/process.py only writes there.
            if reads and name(path) not in ("bot/configuration.py", "bot/process.py"):
                wrong.append(f"{name(path)}:{node.lineno}")
    assert wrong == []


def test_no_cycles_between_modules() -> None:
    modules = {name(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in FILES}
    edges = {module: _top_level(path, set(modules)) - {module} for module, path in modules.items()}
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail, module))
        if module not in done:
            for target in sorted(edges[module]):
                visit(target, (*trail, module))
            done.add(module)

    for module in sorted(modules):
        visit(module, ())


def _top_level(path: Path, modules: set[str]) -> set[str]:
    """Modules of the project that a file imports when it is loaded, not only for type checking."""
    found = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & modules
            found |= inner or ({node.module} & modules)
    return found


def test_files_stay_short() -> None:
    assert [name(path) for path in FILES if len(path.read_text("utf-8").splitlines()) > 300] == []
