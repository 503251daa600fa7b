"""Issue ↔ Issue JSON (contract §4): strict about names and types, lenient about what is absent."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache, reduce
from operator import or_
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from parser.errors import WrongField
from parser.ids import PieceId, free_number, make_id, split_id, stem_of
from parser.labels import LABEL
from parser.model import CODE, Article, Continuation, Issue, Page

SCHEMA = 1
#: Python names that JSON writes otherwise: `from` is a keyword in Python.
RENAMED = {Continuation: {"head": "from", "tail": "to"}}
#: Left out of a hand-written issue, everything else is made from what surrounds it.
NEEDED = ("newspaper", "date")
#: The years that newspapers may be of: outside them calendars have no day before or after.
FIRST_YEAR, LAST_YEAR = 1600, 2399
#: No page has more, no outline lies farther out.
_MOST_PAGES, _FARTHEST = 10_000, 10_000_000.0
_LONGEST_NAME = 40


def issue_to_json(issue: Issue) -> dict[str, Any]:
    """The issue as plain values, keys in the contract's order, nothing left out."""
    plain: dict[str, Any] = to_plain(issue)
    names = RENAMED[Continuation]
    plain["continuations"] = [
        {names.get(key, key): value for key, value in one.items()} for one in plain["continuations"]
    ]
    return {"schema": SCHEMA, **plain}


def to_plain(value: object) -> Any:
    """A dataclass, or a tuple of them, as JSON has it: lists for tuples, text for dates."""
    return msgspec.json.decode(msgspec.json.encode(value))


def dump_issue(issue: Issue, *, pretty: bool = False) -> str:
    """The issue as one line of JSON, or indented where `pretty`."""
    line = msgspec.json.encode(issue_to_json(issue))
    return (msgspec.json.format(line, indent=1) if pretty else line).decode()


def load_json(body: bytes | str, *, file: object = None) -> Any:
    """JSON text as plain values. Raises WrongField where it is not JSON."""
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise WrongField(f"not JSON ({error})", file=file) from error


def issue_from_json(data: Any, *, file: object = None) -> Issue:
    """The issue as it stands there; ids, sequences and the newspaper's name filled in where absent.

    Raises WrongField, naming the path of the field.
    """
    if not isinstance(data, Mapping):
        raise WrongField("an issue is a JSON object", file=file)
    plain = {**data}
    where: dict[str, Any] = {"file": file}
    for name in NEEDED:
        if isinstance(plain.get(name), str):
            where[name] = plain[name]
    if plain.pop("schema", SCHEMA) != SCHEMA:
        raise WrongField(f"schema is not {SCHEMA}", **where)
    for name in NEEDED:
        if name not in plain:
            raise WrongField(f"missing field {name}", **where)
    try:
        checked = msgspec.convert(_completed(plain), strict(Issue), strict=True)
    except (msgspec.ValidationError, RecursionError) as error:
        raise WrongField(str(error), **where) from error
    issue = msgspec.convert(checked, Issue, from_attributes=True)
    for path, wrong in _meaningless(issue):
        raise WrongField(f"{wrong} - at `{path}`", **where)
    return issue


def json_schema() -> dict[str, Any]:
    """Issue JSON as a JSON Schema (2020-12), made from the model; docs/issue.schema.json holds it.

    What types cannot say (labels fit for addresses, ids that tell their page) is not in it.
    """
    schema = msgspec.json.schema(strict(Issue))
    issue = schema["$defs"]["Issue"]
    issue["properties"] = {"schema": {"const": SCHEMA}} | issue["properties"]
    issue["required"] = list(NEEDED)
    for name, made in (("Page", ("sequence",)), ("Article", ("id",))):
        known = schema["$defs"][name]
        known["required"] = [one for one in known.get("required", ()) if one not in made]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Issue JSON"}
    return head | schema


@cache
def strict(kind: type[Any]) -> type[msgspec.Struct]:
    """A class of the model as JSON has it: its own names, no others; what may be absent may be."""
    hints = get_type_hints(kind)
    members: list[Any] = []
    for one in fields(kind):
        hint = _strict_hint(hints[one.name])
        members.append(
            (one.name, hint) if one.default is MISSING else (one.name, hint, one.default)
        )
    return msgspec.defstruct(
        kind.__name__,
        members,
        frozen=True,
        kw_only=True,
        forbid_unknown_fields=True,
        rename=RENAMED.get(kind),
    )


def _strict_hint(hint: Any) -> Any:
    """The hint with every class of the model in it made strict."""
    if is_dataclass(hint) and isinstance(hint, type):
        return strict(hint)
    inside = get_args(hint)
    made: tuple[Any, ...] = tuple(map(_strict_hint, inside))
    if made == inside:
        return hint
    if get_origin(hint) is tuple:
        return tuple[made]  # type: ignore[valid-type]
    return reduce(or_, made)


def _completed(issue: dict[str, Any]) -> dict[str, Any]:
    """Absent names, sequences and article ids put in, so that printed words alone make an issue."""
    pages = issue.get("pages")
    if isinstance(pages, list | tuple):
        issue["pages"] = [_copied(page) for page in pages]
    issue.setdefault("newspaper_name", issue["newspaper"])
    for sequence, page in enumerate(_records(issue.get("pages")), start=1):
        page.setdefault("sequence", sequence)
    articles = [
        (str(page.get("label")), article)
        for page in _records(issue.get("pages"))
        for article in _records(page.get("articles"))
    ]
    given = [id_ for _, article in articles if (id_ := _split(article.get("id"))) is not None]
    edition = given[0].edition if given else 1 if issue.get("edition") is None else 2
    stem = stem_of(str(issue["newspaper"]), str(issue["date"]), edition)
    taken: defaultdict[str, set[int]] = defaultdict(set)
    for id_ in given:
        taken[id_.label].add(id_.number)
    places: Counter[str] = Counter()
    for label, article in articles:
        places[label] += 1
        if article.get("id") is None:
            number = free_number(taken[label], places[label])
            taken[label].add(number)
            article["id"] = make_id(stem, label, number)
    return issue


def _copied(page: Any) -> Any:
    """A page with its articles as dictionaries of their own, to be completed."""
    if not isinstance(page, Mapping):
        return page
    articles = page.get("articles")
    if not isinstance(articles, list | tuple):
        return {**page}
    own = [{**one} if isinstance(one, Mapping) else one for one in articles]
    return {**page, "articles": own}


def _split(id_: object) -> PieceId | None:
    try:
        return split_id(id_) if isinstance(id_, str) else None
    except ValueError:
        return None


def _records(value: Any) -> list[dict[str, Any]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list | tuple) else []


#: The path of a field and what is wrong with it.
Wrong = tuple[str, str]


def _meaningless(issue: Issue) -> Iterator[Wrong]:
    """What types cannot say: names fit for a URL, numbers fit for a page, ids that tell a place."""
    if not CODE.fullmatch(issue.newspaper):
        yield "$.newspaper", f"not a short code: {issue.newspaper!r}"
    if not _is_day(issue.date):
        yield "$.date", f"no newspaper is of {issue.date}"
    if issue.edition is not None and not _is_name(issue.edition):
        yield "$.edition", f"not the name of an edition: {issue.edition!r}"
    for at, label in enumerate(issue.labels or ()):
        if not LABEL.fullmatch(label):
            yield f"$.labels[{at}]", f"not a page label: {label!r}"
    for at, page in enumerate(issue.pages):
        yield from _page_meaningless(page, f"$.pages[{at}]")
    yield from _ids_meaningless(issue)
    yield from _links_meaningless(issue)


def _is_day(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR


def _is_name(name: str) -> bool:
    return 0 < len(name) <= _LONGEST_NAME and name.isprintable() and name == name.strip()


def _page_meaningless(page: Page, path: str) -> Iterator[Wrong]:
    if not LABEL.fullmatch(page.label):
        yield f"{path}.label", f"not a page label: {page.label!r}"
    if not 0 < page.sequence <= _MOST_PAGES:
        yield f"{path}.sequence", f"not a place in an issue: {page.sequence}"
    for name, size in (("width", page.width), ("height", page.height)):
        if size is not None and not 0 < size <= _FARTHEST:
            yield f"{path}.{name}", f"not a size: {size}"
    for at, article in enumerate(page.articles):
        yield from _article_meaningless(article, f"{path}.articles[{at}]")


def _article_meaningless(article: Article, path: str) -> Iterator[Wrong]:
    for at, region in enumerate(article.regions):
        if len(region) < 3:
            yield f"{path}.regions[{at}]", "an outline of fewer than three corners"
        if not all(math.isfinite(n) and abs(n) <= _FARTHEST for point in region for n in point):
            yield f"{path}.regions[{at}]", "a corner too far out"
    for at, repair in enumerate(article.repairs):
        if repair.paragraph is not None and not 0 <= repair.paragraph <= len(article.paragraphs):
            yield f"{path}.repairs[{at}].paragraph", f"no such paragraph: {repair.paragraph}"
    day = article.dateline.date if article.dateline else None
    if day is not None and not _is_day(day):
        yield f"{path}.dateline.date", f"no newspaper is of {day}"


def _ids_meaningless(issue: Issue) -> Iterator[Wrong]:
    """An id says newspaper, day, edition and page of its piece, and stands once."""
    seen: set[str] = set()
    edition: int | None = None
    for n, page in enumerate(issue.pages):
        for at, article in enumerate(page.articles):
            path = f"$.pages[{n}].articles[{at}].id"
            id_ = _split(article.id)
            if id_ is not None and edition is None:
                edition = id_.edition
            expected = stem_of(issue.newspaper, issue.date, edition or 1)
            own = id_ is not None and (id_.stem, id_.label) == (expected, page.label)
            if not own or (edition == 1) != (issue.edition is None):
                yield path, f"id is not {expected}-{page.label}-<number>: {article.id!r}"
            if article.id in seen:
                yield path, f"id stands twice: {article.id}"
            seen.add(article.id)


def _links_meaningless(issue: Issue) -> Iterator[Wrong]:
    """Continuations and stories are of pieces that are there."""
    held = {article.id for page in issue.pages for article in page.articles}
    for at, one in enumerate(issue.continuations):
        for name, end in (("from", one.head), ("to", one.tail)):
            if end is not None and end not in held:
                yield f"$.continuations[{at}].{name}", f"no such piece: {end}"
        if one.score is not None and not math.isfinite(one.score):
            yield f"$.continuations[{at}].score", f"not a score: {one.score}"
    told: set[str] = set()
    for at, story in enumerate(issue.stories):
        if story.parts[:1] != (story.id,):
            yield f"$.stories[{at}].id", f"not its first part: {story.id}"
        for part in story.parts:
            if part not in held:
                yield f"$.stories[{at}].parts", f"no such piece: {part}"
            if part in told:
                yield f"$.stories[{at}].parts", f"in two stories: {part}"
            told.add(part)
