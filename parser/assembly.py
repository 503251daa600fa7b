"""Raw pages in, one finished Issue out: pages in order, every piece read, the issue linked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from parser.continuation.linker import link_extracted
from parser.labels import label_key, same_page
from parser.model import Issue, Page
from parser.newspaper import definition
from parser.piece import read_piece


def finished(issue: Issue) -> Issue:
    """The issue with every piece read and its jump lines linked; one linked before stays."""
    if issue.continuations:
        return issue
    columns = definition(issue.newspaper).columns
    pages = tuple(_read_page(page, issue.date, columns) for page in issue.pages)
    return link_extracted(replace(issue, pages=pages))


def issue_of_pages(newspaper: str, name: str, day: date, pages: Iterable[Page]) -> Issue:
    """Pages that came without a list of the issue's pages, in the order of their labels."""
    ordered = sorted(pages, key=lambda page: label_key(page.label))
    numbered = tuple(
        replace(page, sequence=place_in_issue(page.label, at))
        for at, page in enumerate(ordered, start=1)
    )
    return Issue(newspaper, name, day, pages=numbered)


def joined(first: Issue, second: Issue) -> tuple[Issue, tuple[str, ...]]:
    """Two parts of one issue as one, and the labels that both have (the second's are left out)."""
    twice = tuple(
        page.label
        for page in second.pages
        if any(same_page(page.label, held.label) for held in first.pages)
    )
    pages = (*first.pages, *(page for page in second.pages if page.label not in twice))
    whole = replace(
        first,
        number=first.number or second.number,
        labels=first.labels or second.labels,
        pages=tuple(sorted(pages, key=lambda page: (page.sequence, label_key(page.label)))),
    )
    return whole, twice


def place_in_issue(label: str, otherwise: int) -> int:
    """The sequence a plain number says; `otherwise` for A03 and the like."""
    return int(label) if label.isascii() and label.isdigit() and int(label) > 0 else otherwise


def _read_page(page: Page, issued: date, columns: Collection[str]) -> Page:
    read = (read_piece(article, issued=issued, columns=columns) for article in page.articles)
    return replace(page, articles=tuple(read))
