"""The arrows between the packages point one way, and what belongs to one room stays in it."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from parser import errors
from tests.paths import ROOT

#: Each package and what of ours it may import.
MAY_IMPORT = {
    "parser": {"parser"},
    "scraper": {"scraper", "parser"},
    "index": {"index", "parser"},
    "web": {"web", "index", "parser"},
    "cli": {"cli", "web", "index", "scraper", "parser"},
    "bench": {"bench", "web", "index", "scraper", "parser", "cli", "banmian"},
}
#: Libraries that only one package may know.
#: The rooms inside a package, from the ground up: a room may import those on floors below its own.
FLOORS: dict[str, list[set[str]]] = {
    "parser": [
        {"ids", "errors", "sets", "assignment", "provenance", "patterns", "clock"},
        {"model"},
        {"vocabulary"},
        {"words", "labels", "markup", "layout"},
        {"issue_json"},
        {"byline", "repair", "source", "newspaper"},
        {"jump", "kinds"},
        {"epaper", "continuation", "excerpt", "print"},
        {"piece"},
        {"check", "assembly", "renewal", "corrections"},
        {"readers"},
        {"issue"},
        {"probe", "bulk"},
    ],
    "index": [
        {"text", "request", "results"},
        {"store"},
        {"search", "printing"},
        {"local", "holdings"},
        {"engines", "keeping"},
        {"archive"},
    ],
}
ONLY = {
    "sqlalchemy": "index",
    "sqlite3": "index",
    "whoosh": "index",
    "jieba": "index",
    "rjieba": "parser",
    "flask": "web",
    "requests": "scraper",
}
OURS = {*MAY_IMPORT, "banmian"}


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Full names of all modules a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import in {path}"
            yield node.module or ""


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_arrows_point_one_way(package: str) -> None:
    """parser → (scraper, index) → web, and never back."""
    for path in modules(package):
        ours = {name.split(".")[0] for name in imported(path)} & OURS
        assert ours <= MAY_IMPORT[package], path


@pytest.mark.parametrize("package", FLOORS)
def test_arrows_between_rooms_point_down(package: str) -> None:
    """Every room of a package stands on a floor, and imports only from floors below."""
    floor = {room: n for n, rooms in enumerate(FLOORS[package]) for room in rooms}
    for path in modules(package):
        room = path.relative_to(ROOT / package).with_suffix("").parts[0]
        if room == "__init__":
            continue
        for name in imported(path):
            first, _, rest = name.partition(".")
            other = rest.split(".")[0]
            if first == package and other and other != room:
                assert floor[other] < floor[room], f"{path}: {name}"


@pytest.mark.parametrize(("library", "room"), ONLY.items())
def test_one_room_knows_the_library(library: str, room: str) -> None:
    """The database, the engine, the words, the network and the web each live in one package."""
    for package in ("parser", "scraper", "index", "web", "cli"):
        for path in modules(package):
            knows = library in {name.split(".")[0] for name in imported(path)}
            assert not knows or package == room, path


def test_no_circles() -> None:
    """No module imports itself, however long the way round."""
    graph = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): set(imported(path))
        for package in ("parser", "scraper", "index", "web", "cli")
        for path in modules(package)
    }
    own = {name.removesuffix(".__init__") for name in graph}

    TopologicalSorter({k: v & own - {k} for k, v in graph.items()}).prepare()


def test_only_the_whoosh_module_knows_whoosh() -> None:
    """Another engine can stand beside it."""
    knowing = [p for p in modules("index") if any(n.startswith("whoosh") for n in imported(p))]

    assert all("whoosh" in path.name for path in knowing), knowing


def test_every_module_says_what_it_is() -> None:
    """A newcomer reads what goes in and what comes out in the first lines."""
    for package in MAY_IMPORT:
        for path in modules(package):
            assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), path


def _raises(node: ast.FunctionDef) -> Iterator[str]:
    """The classes a function raises by itself, those of functions inside it too."""
    for one in ast.walk(node):
        if isinstance(one, ast.Raise) and isinstance(one.exc, ast.Call):
            yield getattr(one.exc.func, "id", "")


@pytest.mark.parametrize("package", ["parser", "scraper", "web"])
def test_functions_that_raise_say_so(package: str) -> None:
    """A caller reads in the docstring which of our errors to expect."""
    told = {name for name, kind in vars(errors).items() if isinstance(kind, type)}
    for path in modules(package):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            if {*_raises(node)} & {*told, "KeyError", "ValueError"}:
                said = ast.get_docstring(node) or ""
                assert "aises" in said, f"{path}: {node.name}"


def test_only_the_agreed_folders() -> None:
    """The top level is fixed by the contract."""
    agreed = {
        "seeds",
        "scraper",
        "parser",
        "index",
        "web",
        "cli",
        "tests",
        "bench",
        "docs",
        "deploy",
    }
    files = {"pyproject.toml", "README.md", "README.zh-Hans.md", "CHANGELOG.md", "CONTRIBUTING.md"}
    files |= {"LICENSE", "banmian.py", "requirements.lock"}
    found = {p.name for p in ROOT.iterdir() if p.name[0] != "."} - {"data", "dist"}

    assert found - {"__pycache__"} <= agreed | files


def test_the_entry_point_loads_nothing_heavy() -> None:
    """`banmian --help` and a wrong word answer at once: a command brings what it needs itself."""
    heavy = "{'sqlalchemy', 'flask', 'lxml', 'numpy', 'requests', 'index', 'web', 'scraper'}"
    said = f"import banmian, sys; print(sorted({heavy} & set(sys.modules)))"

    out = subprocess.run([sys.executable, "-c", said], cwd=ROOT, capture_output=True, check=True)

    assert out.stdout.decode().strip() == "[]"
