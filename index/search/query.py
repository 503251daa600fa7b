"""What a person typed in; a query tree and what was not understood out. Nothing typed is an error.

防汛 卢东亮            both words            "防汛抗旱"      these characters, as printed
防汛 OR 抗旱           one of them           -会议           without it
(防汛 OR 抗旱) 大同    brackets              标题:防汛       in the headline stack
作者: 版: 版名: 报纸: 类型: 日期:2022-08-01..2022-08-31; author: page: section: newspaper: …
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from index.request import PROPERTIES, PropertyName
from index.search.dates import parse_range
from index.search.tree import (
    All,
    And,
    DateRange,
    Exact,
    Filter,
    Node,
    Not,
    Nothing,
    Or,
    Place,
    Term,
)
from index.text.words import search_words

#: A longer query is answered with why it was not searched.
MAX_LENGTH = 2_000
#: Brackets inside brackets, beyond which they are passed over.
MAX_DEPTH = 20
#: Words and strings in one query.
MAX_LEAVES = 100

_TITLE = frozenset({"标题", "題名", "題目", "標題", "题目", "title", "headline"})
_DATE = frozenset({"日期", "时间", "date"})
_PROPERTIES: dict[str, PropertyName] = {
    typed: each.name for each in PROPERTIES for typed in each.typed
}
_QUOTES = {'"': '"', "“": "”", "”": "”", "＂": "＂", "「": "」", "『": "』", "〝": "〞"}
_TOKEN = re.compile(
    r"""(?P<space>[\s　]+)
    |(?P<open>[(（])
    |(?P<close>[)）])
    |(?P<quote>["“”＂「『〝])
    |(?P<or>(?:OR|\|\|?|｜)(?=[\s　(（]|$))
    |(?P<and>(?:AND|&&?)(?=[\s　(（]|$))
    |(?P<minus>[-－−]+(?=[^\s　]))
    |(?P<field>[A-Za-z一-鿿]{1,10}[:：](?=[^\s　/)）]))
    |(?P<word>[^\s　()（）"“”＂「『〝]+)""",
    re.VERBOSE,
)
_ANY_QUOTE = re.compile(r'["”＂」』〞]')
_WILD = re.compile(r"[*?＊？]")


@dataclass(frozen=True, slots=True)
class Query:
    """A typed query, read."""

    typed: str
    tree: Node
    #: What was not understood or left out, in plain words.
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reader:
    """The tokens of one query and how far they are read."""

    typed: str
    at: int = 0
    leaves: int = 0
    notes: list[str] = field(default_factory=list)

    def note(self, words: str) -> None:
        if words not in self.notes:
            self.notes.append(words)

    def next(self) -> re.Match[str] | None:
        """The next token that is not a space, left unread."""
        match = _TOKEN.match(self.typed, self.at)
        while match is not None and match.lastgroup == "space":
            self.at = match.end()
            match = _TOKEN.match(self.typed, self.at)
        return match


def parse(typed: str) -> Query:
    """Read a query. Never raises; `Nothing` and a note stand for what cannot be searched."""
    clean = "".join(" " if _is_control(c) else c for c in typed).strip()
    if len(clean) > MAX_LENGTH:
        return Query(
            typed, Nothing(), (f"检索式有 {len(clean)} 字，最多 {MAX_LENGTH} 字，没有检索",)
        )
    reader = _Reader(clean)
    tree = _alternatives(reader, 0)
    while reader.next() is not None:
        # Only a closing bracket that nothing opened stops the reading.
        reader.note("有一个右括号没有配对，已略过")
        reader.at += 1
        tree = _both(tree, _alternatives(reader, 0))
    if tree is None:
        said = "没有可检索的词" if clean else "没有输入检索词"
        return Query(typed, All() if not clean else Nothing(), (*reader.notes, said))
    return Query(typed, tree, tuple(reader.notes))


def _is_control(character: str) -> bool:
    code = ord(character)
    return code < 32 or 127 <= code < 160 or 0xD800 <= code < 0xE000 or code >= 0x10FF00


def _alternatives(reader: _Reader, depth: int) -> Node | None:
    """A OR B OR C, up to a closing bracket or the end."""
    found = [_conjunction(reader, depth)]
    while (token := reader.next()) is not None and token.lastgroup == "or":
        reader.at = token.end()
        found.append(_conjunction(reader, depth))
    children = [child for child in found if child is not None]
    if not children:
        return None
    if len(children) < len(found):
        reader.note("OR 的一边没有词，已略过")
    return children[0] if len(children) == 1 else Or(tuple(children))


def _conjunction(reader: _Reader, depth: int) -> Node | None:
    """Everything up to OR, a closing bracket or the end."""
    children = list(_operands(reader, depth))
    if not children:
        return None
    return children[0] if len(children) == 1 else And(tuple(children))


def _operands(reader: _Reader, depth: int) -> Iterator[Node]:
    while (token := reader.next()) is not None and token.lastgroup not in ("or", "close"):
        if token.lastgroup == "and":
            reader.at = token.end()
            continue
        if reader.leaves >= MAX_LEAVES:
            reader.note(f"词太多，只检索前 {MAX_LEAVES} 个")
            reader.at = len(reader.typed)
            return
        node = _operand(reader, token, depth)
        if node is not None:
            yield node


def _operand(reader: _Reader, token: re.Match[str], depth: int) -> Node | None:
    reader.at = token.end()
    match token.lastgroup:
        case "open":
            return _bracket(reader, depth)
        case "quote":
            return _quoted(reader, token.group(), "any")
        case "minus":
            follower = reader.next()
            child = None
            if follower is not None and follower.lastgroup not in ("or", "close", "and"):
                child = _operand(reader, follower, depth + 1)
            return None if child is None else Not(child)
        case "field":
            return _field(reader, token)
        case _:
            return _words(reader, token.group(), "any")


def _bracket(reader: _Reader, depth: int) -> Node | None:
    if depth >= MAX_DEPTH:
        reader.note(f"括号套了 {MAX_DEPTH} 层以上，里层的括号已略过")
        return None
    inner = _alternatives(reader, depth + 1)
    token = reader.next()
    if token is not None and token.lastgroup == "close":
        reader.at = token.end()
    else:
        reader.note("有一个左括号没有配对，按到末尾计")
    return inner


def _quoted(reader: _Reader, opening: str, place: Place) -> Node | None:
    end = reader.typed.find(_QUOTES[opening], reader.at)
    if end < 0 and (other := _ANY_QUOTE.search(reader.typed, reader.at)):
        end = other.start()
    if end < 0:
        reader.note("有一个引号没有配对，按到末尾计")
        end = len(reader.typed)
    inside = reader.typed[reader.at : end]
    reader.at = min(end + 1, len(reader.typed))
    if not inside.strip():
        reader.note("引号里没有字，已略过")
        return None
    reader.leaves += 1
    return Exact(inside, place)


def _words(reader: _Reader, typed: str, place: Place) -> Node | None:
    if _WILD.search(typed):
        reader.note("不支持通配符 * 和 ?，已略过")
        typed = _WILD.sub(" ", typed)
    words = search_words(typed)
    if not words:
        reader.note(f"“{typed.strip()}”里没有可检索的字" if typed.strip() else "只有标点，没有词")
        return None
    reader.leaves += 1
    return Term(typed.strip(), words, place)


def _field(reader: _Reader, token: re.Match[str]) -> Node | None:
    name = token.group()[:-1].lower()
    if name in _TITLE:
        return _title(reader)
    if name not in _DATE and name not in _PROPERTIES:
        reader.note(f"没有“{name}”这个检索项，按词检索")
        return _words(reader, token.group()[:-1], "any")
    value = _value(reader)
    if not value:
        reader.note(f"“{name}:”后面没有内容，已略过")
        return None
    if name in _PROPERTIES:
        reader.leaves += 1
        return Filter(_PROPERTIES[name], value)
    span = parse_range(value)
    if span is None:
        reader.note(f"日期“{value}”看不懂，应如 2022-08-10、2022-08 或 2022-08-01..2022-08-31")
        return Nothing()
    first, last = span
    if first and last and first > last:
        reader.note(f"日期的止日 {last} 在起日 {first} 之前")
        return Nothing()
    return DateRange(first, last)


def _title(reader: _Reader) -> Node | None:
    token = reader.next()
    assert token is not None, "the pattern of a field asks for something after the colon"
    reader.at = token.end()
    if token.lastgroup == "quote":
        return _quoted(reader, token.group(), "title")
    return _words(reader, token.group(), "title")


def _value(reader: _Reader) -> str:
    """What stands after a field's colon: up to a space or bracket, or between quotes."""
    token = reader.next()
    if token is None or token.lastgroup in ("open", "close"):
        return ""
    if token.lastgroup == "quote":
        reader.at = token.end()
        quoted = _quoted(reader, token.group(), "any")
        return quoted.text.strip() if isinstance(quoted, Exact) else ""
    match = re.compile(r"[^\s　()（）]+").match(reader.typed, reader.at)
    reader.at = match.end() if match else reader.at
    return match.group() if match else ""


def _both(one: Node | None, other: Node | None) -> Node | None:
    if one is None or other is None:
        return one or other
    return And((one, other))
