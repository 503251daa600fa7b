"""How the code is built: the packages in, a table of sizes and arrows out.

    python -m bench.house [FOLDER]

Lines of a function are those of its body as written, docstring included. An arrow is an import of
one module of ours by another; it climbs where the other stands in a room of a higher floor.
"""

from __future__ import annotations

import argparse
import ast
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

PACKAGES = ("parser", "scraper", "index", "web", "cli")
#: Longer functions and files are listed by name.
LONG_FUNCTION, LONG_FILE = 40, 300


@dataclass
class House:
    """What was counted in one package."""

    files: int = 0
    lines: int = 0
    #: Lines of every function, with where it stands.
    functions: list[tuple[int, str]] = field(default_factory=list)
    long_files: list[tuple[int, str]] = field(default_factory=list)
    arrows: int = 0
    #: Arrows that stay inside one folder.
    inside: int = 0


def measure(root: Path, package: str) -> House:
    """Every module of a package below `root`, counted."""
    house = House()
    for path in sorted((root / package).rglob("*.py")):
        text = path.read_text("utf-8")
        tree = ast.parse(text)
        name = str(path.relative_to(root))
        house.files += 1
        house.lines += text.count("\n")
        if text.count("\n") > LONG_FILE:
            house.long_files.append((text.count("\n"), name))
        house.functions += [
            ((node.end_lineno or node.lineno) - node.lineno + 1, f"{name}:{node.name}")
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]
        room = ".".join(path.relative_to(root).parent.parts)
        for target in _ours(tree):
            house.arrows += 1
            house.inside += target.rpartition(".")[0] == room
    return house


def _ours(tree: ast.Module) -> set[str]:
    """The modules of our packages that a file imports, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
    return {name for name in names if name.split(".")[0] in PACKAGES}


def table(root: Path) -> str:
    """The figures of all packages as Markdown, with the long ones named below."""
    heads = "package", "files", "lines", "functions", "median", "longest", f"> {LONG_FUNCTION}"
    rows = [[*heads, "arrows", "of them inside a folder"]]
    named: list[str] = []
    for package in PACKAGES:
        house = measure(root, package)
        if not house.files:
            continue
        sizes = [size for size, _ in house.functions] or [0]
        long = [one for one in house.functions if one[0] > LONG_FUNCTION]
        counts = (house.files, house.lines, len(sizes), median(sizes), max(sizes), len(long))
        rows.append([package, *(f"{n:g}" for n in (*counts, house.arrows, house.inside))])
        named += [f"- {name}: {size} lines" for size, name in sorted(long + house.long_files)]
    rows.insert(1, ["---", *("--:" for _ in rows[0][1:])])
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*lines, "", *named])


def main() -> None:
    """Prints the table of this checkout, or of another folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path())
    print(table(parser.parse_args().folder))


if __name__ == "__main__":
    main()
