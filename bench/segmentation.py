"""How well printed pages are taken apart: pages printed from real articles in, a table out.

    python -m bench.segmentation ../shared/corpus/rmrb2020-h1.jsonl.xz --pages 40 --seed 500

Every page is set by Chromium in another make-up (bench/newsprint); the truth is where the browser
put each character. All on characters: the share in the right piece under one-to-one assignment,
clean pieces (99 % own, 1 % foreign), body edit distance, headlines and paragraphs exactly right.
"""

from __future__ import annotations

import argparse
import json
import lzma
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz.distance import Levenshtein
from scipy.optimize import linear_sum_assignment

from bench.newsprint.press import Print, Run, press, print_page
from parser.print.pdf import sheets
from parser.print.pieces import Piece, pieces_of
from parser.print.read import paragraphs_of, stack_fields
from parser.print.sheet import Glyph

#: Characters are looked up in squares of so many points.
_SQUARE = 4


class Truth:
    """Which piece the characters of a page are of, by where they stand."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.pieces: dict[str, list[Run]] = defaultdict(list)
        self._squares: dict[tuple[int, int], list[tuple[Any, ...]]] = defaultdict(list)
        for run in runs:
            self.pieces[run.piece].append(run)
            for _, left, top, right, bottom in run.characters:
                at = int((left + right) / 2 // _SQUARE), int((top + bottom) / 2 // _SQUARE)
                self._squares[at].append((left, top, right, bottom, run.piece))
        self.pieces.pop("furniture", None)

    def piece_at(self, glyph: Glyph) -> str | None:
        """The piece whose character covers the middle of a glyph."""
        x, y = glyph.x + glyph.width / 2, glyph.y - 0.38 * glyph.size
        for dx in (0, -1, 1, -2, 2):
            for dy in (0, -1, 1, -2, 2):
                square = int(x // _SQUARE) + dx, int(y // _SQUARE) + dy
                for left, top, right, bottom, piece in self._squares.get(square, ()):
                    if left - 0.5 <= x <= right + 0.5 and top <= y <= bottom:
                        return str(piece)
        return None

    def text(self, piece: str, role: str) -> list[str]:
        """What is printed in one role, a paragraph an item."""
        texts: dict[int, str] = defaultdict(str)
        for run in self.pieces[piece]:
            if run.role == role:
                texts[run.at] += run.text
        return [text for text in texts.values() if text]


def measure(printed: Print, sums: Counter[str]) -> None:
    """Adds what one page came to."""
    truth = Truth(printed.runs)
    start = time.process_time()
    pieces, _ = pieces_of(next(sheets(printed.pdf)))
    sums["milliseconds"] += round(1000 * (time.process_time() - start))
    names = list(truth.pieces)
    shared = np.zeros((len(names), len(pieces)))
    for column, piece in enumerate(pieces):
        for line in piece.lines():
            for glyph in line.glyphs:
                name = truth.piece_at(glyph)
                if name in truth.pieces:
                    shared[names.index(name), column] += 1
    rows, columns = linear_sum_assignment(-shared)
    match = dict(zip(rows.tolist(), columns.tolist(), strict=True))
    sums["right"] += int(shared[rows, columns].sum())
    sums["pages"] += 1
    sums["bent"] += printed.bent > 0
    for row, name in enumerate(names):
        found = pieces[match[row]] if row in match else None
        own = int(shared[row, match[row]]) if row in match else 0
        _measure_piece(truth, name, found, own, sums)


def _measure_piece(
    truth: Truth, name: str, found: Piece | None, own: int, sums: Counter[str]
) -> None:
    size = sum(len(run.characters) for run in truth.pieces[name])
    held = sum(len(line.glyphs) for line in found.lines()) if found else 0
    sums["characters"] += size
    sums["pieces"] += 1
    sums["clean"] += own >= 0.99 * size and held - own <= 0.01 * own
    for role in ("headline", "kicker", "subheadline"):
        if printed := "".join(truth.text(name, role)):
            sums[role] += 1
            stack = found.stack if found else None
            fields = stack_fields(stack, found.bounds.width) if found and stack else {}
            sums[f"{role} right"] += (fields.get(role) or "").replace(" ", "") == printed
    if body := truth.text(name, "body"):
        read = [text.replace(" ", "") for text in paragraphs_of(found.blocks)] if found else []
        sums["body"] += sum(map(len, body))
        sums["edits"] += Levenshtein.distance("".join(body), "".join(read))
        sums["paragraphs"] += len(body)
        sums["paragraphs read"] += len(read)
        sums["paragraphs right"] += (Counter(body) & Counter(read)).total()
        jumps = [text for text in body if "下转" in text or "上接" in text]
        sums["jumps"] += len(jumps)
        sums["jumps right"] += sum(text in read for text in jumps)


def stories_of(corpus: Path) -> list[dict[str, Any]]:
    """Articles long enough to fill a piece."""
    opened = lzma.open if corpus.suffix == ".xz" else open
    with opened(corpus, "rt", encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines]
    return [
        one
        for one in read
        if one["headline"] and 6 <= len(one["headline"]) <= 24 and len(one["body"]) > 300
    ]


def lines_of(sums: Counter[str]) -> Iterator[str]:
    """The table, a row at a time."""
    right, read, all_ = (sums[f"paragraphs{x}"] for x in (" right", " read", ""))
    yield f"| pages (with bent pieces) | {sums['pages']} ({sums['bent']}) |"
    yield "|---|--:|"
    yield f"| characters in the right piece | {sums['right'] / sums['characters']:.4f} |"
    yield f"| clean pieces | {sums['clean'] / sums['pieces']:.4f} of {sums['pieces']} |"
    yield f"| body edit distance | {sums['edits'] / sums['body']:.4f} |"
    for role in ("headline", "kicker", "subheadline", "jumps"):
        yield f"| {role} exact | {sums[f'{role} right'] / max(1, sums[role]):.4f} of {sums[role]} |"
    yield f"| paragraph F1 | {2 * right / max(1, read + all_):.4f} |"
    yield f"| processor seconds a page | {sums['milliseconds'] / 1000 / sums['pages']:.2f} |"


def main() -> None:
    """Prints the pages and the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    chosen = parser.parse_args()
    stories, sums = stories_of(chosen.corpus), Counter[str]()
    with press(chosen.chromium) as tab:
        for seed in range(chosen.seed, chosen.seed + chosen.pages):
            measure(print_page(tab, seed, stories), sums)
    print("\n".join(lines_of(sums)))


if __name__ == "__main__":
    main()
