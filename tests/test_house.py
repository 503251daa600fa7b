"""What holds of the source itself, package by package: errors are said where they arise."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.paths import ROOT

PACKAGES = ("parser", "scraper", "index", "web", "cli")
#: How a command ends, told by its exit code and its help; no error that a caller handles.
ENDS = ("SystemExit", "click.")
DEFINED = ast.FunctionDef | ast.AsyncFunctionDef


def functions(node: ast.AST, at: str) -> Iterator[tuple[str, DEFINED]]:
    """All functions and methods of a module, however deep, each with its dotted name."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, DEFINED | ast.ClassDef):
            name = f"{at}.{child.name}"
            if isinstance(child, DEFINED):
                yield name, child
            yield from functions(child, name)


def of_package(package: str) -> Iterator[tuple[str, DEFINED]]:
    for path in sorted((ROOT / package).rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        yield from functions(tree, ".".join(path.relative_to(ROOT).with_suffix("").parts))


def raised(node: ast.AST) -> Iterator[str]:
    """What a function's own lines raise, as written; not what functions inside it do."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, DEFINED | ast.Lambda | ast.ClassDef):
            continue
        if isinstance(child, ast.Raise) and child.exc is not None:
            yield ast.unparse(child.exc.func if isinstance(child.exc, ast.Call) else child.exc)
        yield from raised(child)


def unsaid(function: DEFINED) -> list[str]:
    """Errors that a function raises and its docstring does not name."""
    said = ast.get_docstring(function) or ""
    found = []
    for error in raised(function):
        name = error.rpartition(".")[2]
        # Where another function makes the error, its words stand there.
        told = name in said or "Raises as" in said or (not name[:1].isupper() and "Raises" in said)
        if not told and not error.startswith(ENDS):
            found.append(error)
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_public_functions_say_what_they_raise(package: str) -> None:
    """Each error raised in a public function's own lines is named in its docstring."""
    silent = {
        name: errors
        for name, function in of_package(package)
        if not any(part.startswith("_") for part in name.split("."))
        if (errors := unsaid(function))
    }
    assert not silent


@pytest.mark.parametrize(
    ("source", "errors"),
    [
        ("def f():\n    raise Torn('x')", ["Torn"]),
        ("def f():\n    'Raises Torn.'\n    raise errors.Torn", []),
        ("def f():\n    'A value.'\n    try:\n        g()\n    except E:\n        raise", []),
        ("def f():\n    'Raises as `g`.'\n    if g(): raise Torn", []),
        ("def f():\n    'A value.'\n    raise self._torn(e) from e", ["self._torn"]),
        ("def f():\n    'A value. Raises Torn.'\n    raise self._torn(e) from e", []),
        ("def f():\n    'A value.'\n    def g():\n        raise Torn\n    return g", []),
        ("def f():\n    'A command.'\n    raise SystemExit(1)", []),
        ("def f():\n    'Raises Torn.'\n    if x: raise Torn\n    raise Lost", ["Lost"]),
    ],
)
def test_what_counts_as_unsaid(source: str, errors: list[str]) -> None:
    """The rule itself, on functions that say it, say it of another one, or say nothing."""
    ((_, function), *_) = functions(ast.parse(source), "m")
    assert unsaid(function) == errors
