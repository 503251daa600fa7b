"""How much each kind of evidence counts when two parts are weighed as one story, as data.

Weights are in log-odds. Those of the words were fitted by logistic regression on pieces of a real
year cut at random places (`bench/linking.py` measures them); those of the page numbers say how
often a jump line is misprinted: seldom.
"""

from __future__ import annotations

#: What is true of no pair in particular.
BASE = -7.0

#: The number in 下转, and in 上接: names the other page, names another, or is not printed.
PAGE_RIGHT = 1.3
PAGE_WRONG = -3.0
#: It names another that is not here: the other half is rather there than misprinted.
PAGE_AWAY = -8.0
#: Both are printed and name each other.
PAGES_MUTUAL = 2.5
HEAD_UNMARKED = -2.8
TAIL_UNMARKED = -1.6
#: A head without a jump line that ends with a full stop, or with a credit after its text.
HEAD_COMPLETE = -1.0
HEAD_SIGNED = -4.0

#: Item signs ②: equal, different, on one side alone.
SIGN_SAME = 4.0
SIGN_OTHER = -8.0
SIGN_ALONE = -1.0

#: The tail's headline against the head's: the same, part of it, its own.
TITLE_SAME = 5.0
TITLE_PART = 3.5
TITLE_OTHER = -3.0
#: The tail has a headline, the head has none.
TITLE_TAIL_ALONE = -2.0
#: From the first likeness on, of 0 to 1, a headline is taken for part of the other; a piece
#: without a jump line and below the second is another piece.
TITLE_ALIKE, TITLE_ALIKE_UNMARKED = 0.5, 0.92

#: Words in common, over the whole and near the break; both values run from 0 to 1.
WORDS = 12.5
WORDS_NEAR = 4.5
#: Short texts have fewer words to share: 1 for forty characters.
SHORT = 2.7
#: A run over the break that the texts use elsewhere (names, terms), or the issue does.
RUN_OWN = 1.2
RUN_SEEN = 3.0
#: The tail begins with a comma or another sign no sentence begins with, after an open end.
STARTS_INSIDE = 0.6
STARTS_INSIDE_AFTER_STOP = -2.0
#: The tail begins 本报讯（记者…）.
STARTS_PIECE = -6.0
#: A quote left open in the head is closed in the tail; or on one side alone.
QUOTE_CLOSED = 3.2
QUOTE_ALONE = -2.5

#: The same people in both bylines, or nobody in common.
BYLINE_SAME = 2.0
BYLINE_OTHER = -2.0

#: The tail on an earlier page, or on the same.
TAIL_BEFORE = -2.0
TAIL_SAME_PAGE = -3.0

#: The tail's whole text stands as the last block of the head's.
BLOCK = 12.0
#: A third text of the issue holds both, one after the other.
PROVEN = 12.0

#: A pair is taken above this, and only when no other reading comes within the margin.
ACCEPT = -1.5
#: Only one of the two prints a jump line: any piece of the page may be the other.
MARGIN, MARGIN_UNMARKED = 0.8, 1.6
#: Where both page numbers support the pair, and where none does.
ACCEPT_MUTUAL, ACCEPT_UNSUPPORTED = 1.5, 3.0
#: One names a page that exists and is not held.
ACCEPT_AWAY = 2.5
#: A tail that prints no jump line and has no headline either, on the page named and elsewhere;
#: one elsewhere that repeats the head's headline.
ACCEPT_ORPHAN, ACCEPT_ORPHAN_ELSEWHERE, ACCEPT_TITLED = -2.5, -0.8, -0.8
#: A head that prints no jump line and ends as a piece does.
ACCEPT_COMPLETE = 0.0
