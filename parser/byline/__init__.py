"""A byline, credit or dateline as printed in; people with roles, agency, place and day out.

`parse_byline` reads any line, `parse_credit` a picture credit; `find_byline` and `split_credit` say
which words of a piece or caption are one, `credit_of` whether a line is nothing else.
"""

from parser.byline.credits import credit_of, is_credit
from parser.byline.find import ends_in_picture_credit, find_byline, split_credit
from parser.byline.parse import parse_byline, parse_credit

__all__ = [
    "credit_of",
    "ends_in_picture_credit",
    "find_byline",
    "is_credit",
    "parse_byline",
    "parse_credit",
    "split_credit",
]
