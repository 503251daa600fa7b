"""A byline, credit or dateline as printed in; people with roles, agency, place and day out.

`parse_byline` reads any line, `parse_credit` a picture credit; `find_byline` and `split_credit` say
which words of a piece or caption are one.
"""

from parser.byline.find import find_byline, split_credit
from parser.byline.read import parse_byline, parse_credit

__all__ = ["find_byline", "parse_byline", "parse_credit", "split_credit"]
