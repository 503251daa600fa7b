"""The closed sets of the model: what a field may hold, and nothing else.

Each member has its words in `vocabulary.terms`; a test holds the two together.
"""

from __future__ import annotations

from typing import Literal

Kind = Literal["article", "photo", "pointer", "notice", "ad"]
BylineKind = Literal["staff", "wire", "photo", "contributed", "commentary", "other"]
Direction = Literal["to", "from"]
RepairKind = Literal["duplicate", "near-duplicate", "joined", "fragment", "markup", "doubtful"]
Verdict = Literal[
    "matched",
    "page-mismatch",
    "page-not-held",
    "no-such-page",
    "no-tail",
    "no-head",
    "ambiguous",
    "repeated",
]
#: What an editor said of a jump line; a verdict stays what the page is.
Settled = Literal["printed-error", "sound", "linked"]
ProblemKind = Literal[
    "page-missing",
    "pieces-missing",
    "page-twice",
    "page-skipped",
    "empty-page",
    "columns-run-together",
    "headline-without-body",
    "body-without-headline",
    "empty-article",
    "duplicate",
    "caption-without-picture",
    "byline-twice",
    "article-without-region",
    "region-without-article",
    "region-outside",
    "region-crossed",
    "region-broken",
    "order",
    "drift",
]
#: What a person may do to an issue (contract §7).
Act = Literal[
    "link",
    "unlink",
    "verdict",
    "field",
    "paragraph",
    "split",
    "merge",
    "kind",
    "order",
    "dismiss",
    "withdraw",
    "note",
]
