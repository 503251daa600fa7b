"""The tokens of one stretch of a byline in, the people it credits out.

A role word (本报记者) opens a group; a deed (摄, 整理) closes the groups before it and says what
their people did.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from parser.byline.dateline import any_of
from parser.byline.people import Name, is_likely, is_name, is_pen_name, read_names, stands_alone
from parser.byline.tokens import Token, tokenise
from parser.model import Author
from parser.vocabulary.roles import (
    CITIES,
    DEEDS,
    FILLERS,
    OUTLETS,
    OWN,
    ROLES,
    TASK_ROLES,
    UNIT_ENDINGS,
    WIRES,
)

_AGENCY_WORD = re.compile(rf"(?P<agency>{any_of(OWN + WIRES + OUTLETS)})(?:发|供稿|稿|照片|图)?")
_PLACE_WORD = re.compile(r"[^ ·]{2,8}[省市县区州旗盟镇乡村]")
_OFFICE_WORD = re.compile(r"[^ ·]{3,30}(?:长|书记|主任|教授|主席|经理|委员|研究员|校长|队员|干部)")
_TITLED = re.compile(
    r"(?P<who>[^ ·]{3,30}?(?:教授|研究员|院长|主任|书记|所长|馆长|记者|工程师|专家|博士))"
    r"(?P<name>[^ ·]{2,3})"
)
_JOINED = re.compile(r"(?P<a>[^和及与]{2,4})[和及与](?P<b>[^和及与]{2,4})")


@dataclass(slots=True)
class Group:
    """People under one role word or task, or under none."""

    #: As a role of the contract; None where no role word is printed.
    role: str | None = None
    task: str | None = None
    agency: str | None = None
    qualifiers: str = ""
    printed_role: str | None = None
    names: list[Name] = field(default_factory=list)
    deed: str | None = None
    #: A bracket, comma or deed stands after it.
    closed: bool = False

    def is_bare(self) -> bool:
        """Whether nothing but names is printed."""
        return not (self.role or self.task or self.deed or self.agency)

    def final_role(self) -> str | None:
        """The role of its people: what they did, where that says more than the role word."""
        if self.deed:
            bare, beside = DEEDS[self.deed]
            if self.role or self.task:
                return beside or self.role or self.task
            return bare
        if self.task == "图":
            return "摄影" if self.role else "图"
        if self.role and self.task not in ("摄影",):
            return self.role
        return self.task or self.role


@dataclass(slots=True)
class Credit:
    """What one stretch says."""

    groups: list[Group] = field(default_factory=list)
    place: str | None = None
    #: Characters that were read as nothing, and those taken for the town or office of a person.
    unread: str = ""
    skipped: str = ""


def read_credit(line: str, printed: str) -> Credit:
    """People, roles and units of a folded stretch without brackets.

    `printed` is the same text with only its spaces folded: names are cut from it.
    """
    credit = Credit()
    pending: list[Token] = []
    for token in _labelled(tokenise(line)):
        if token.kind in ("word", "gap"):
            pending.append(token)
            continue
        outlet = _outlet(pending, token)
        _take(pending[:-1] if outlet else pending, credit, printed, before=token)
        pending = []
        _mark(outlet or token, credit, printed)
    _take(pending, credit, printed, before=None)
    _role_after(credit.groups)
    return credit


def _mark(token: Token, credit: Credit, printed: str) -> None:
    """A role word, task, deed or place, and what it does to the groups."""
    if token.kind == "place":
        credit.place = printed[token.start : token.end]
    elif token.kind == "deed":
        _close(credit.groups, token.text)
    elif token.kind == "task":
        credit.groups.append(Group(task=TASK_ROLES.get(token.text, token.text)))
    else:
        _open(credit, token, printed)


def _outlet(pending: list[Token], token: Token) -> Token | None:
    """每经记者: the role word with the outlet printed right before it, where that is no person."""
    last = pending[-1] if pending else None
    if last is None or token.kind != "role" or token.agency or last.kind != "word":
        return None
    people = is_likely(last.text) or bool(len(last.text) > 3 and read_names(last.text))
    if last.end != token.start or people or not 2 <= len(last.text) <= 12:
        return None
    return replace(token, agency=(last.start, last.end))


def _labelled(tokens: list[Token]) -> list[Token]:
    """Where the stretch begins with 文 or 图, such words stand before the names they belong to."""
    if not tokens or tokens[0].kind != "deed" or len(tokens) == 1:
        return tokens
    return [
        Token("task", t.text, t.start, t.end) if t.kind == "deed" else t
        for t in tokens
        if t.kind != "gap" or t.text == "、"
    ]


def _open(credit: Credit, token: Token, printed: str) -> None:
    """A group for the people after a role word."""
    role = ROLES[token.text]
    if "特约" in token.qualifiers or "特邀" in token.qualifiers:
        role = {"记者": "特约记者"}.get(role, role)
    agency = printed[slice(*token.agency)].strip() if token.agency else None
    last = credit.groups[-1] if credit.groups else None
    if last and last.task and not last.names and not last.role:
        group = last
    else:
        group = Group()
        credit.groups.append(group)
    if not agency and token.qualifiers.startswith(OWN):
        agency = token.qualifiers[:2]
    group.role, group.agency = role, agency
    group.qualifiers, group.printed_role = token.qualifiers, token.text


def _close(groups: list[Group], deed: str) -> None:
    """The deed is that of every group since the last one."""
    for group in reversed(groups):
        if group.closed:
            break
        group.deed, group.closed = deed, True


def _role_after(groups: list[Group]) -> None:
    """张三 编辑: a role word after names that have none is theirs."""
    for before, after in pairwise(groups):
        bare = before.names and not before.role and not before.deed and not before.task
        if bare and after.role and not after.names and not after.agency:
            before.role, before.printed_role = after.role, after.printed_role
            after.role = None


def _take(pending: list[Token], credit: Credit, printed: str, *, before: Token | None) -> None:
    """Names and units of the words since the last role word, task or deed.

    `before` is the token they stand before; a deed there says that these are people.
    """
    words = [token for token in pending if token.kind == "word"]
    if not words:
        return
    if not credit.groups or credit.groups[-1].closed:
        credit.groups.append(Group())
    group = credit.groups[-1]
    sure = (before is not None and before.kind == "deed") or bool(group.role or group.task)
    runs = [""]
    end = pending[0].start
    for token in pending:
        if token.kind == "gap":
            runs.append("")
        elif _agency(token):
            if any(runs) and token is not words[-1]:  # 张三 县委宣传部 李四: his alone
                _add_names(group, runs, credit, sure=sure)
                group = Group(group.role, group.task)
                credit.groups.append(group)
                runs = []
            group.agency = group.agency or printed[token.start : token.start + _agency(token)]
            runs.append("")
        elif _is_address(token, group, words):
            credit.skipped += token.text
        elif token.text not in FILLERS:
            runs[-1] += " " * (token.start - end) + _cleaned(token, printed, before)
        end = token.end
    _add_names(group, runs, credit, sure=sure)


def _cleaned(token: Token, printed: str, before: Token | None) -> str:
    """Without 综合 before it, 等 after it, or the 和 before an agency (陶露和新华社记者)."""
    word = printed[token.start : token.end]
    if word.startswith("综合") and len(word) > 3:
        word = word[2:]
    joins = before is not None and before.start == token.end and before.kind == "role"
    ending = "等和及与" if joins else "等"
    return word[:-1] if len(word) > 2 and word[-1] in ending else word


def _agency(token: Token) -> int:
    """How much of the word is an agency (新华社 of 新华社发) or unit; 0 where it is neither."""
    found = _AGENCY_WORD.fullmatch(token.text)
    if found:
        return found.end("agency")
    unit = len(token.text) >= 4 and token.text.endswith(UNIT_ENDINGS) and not is_name(token.text)
    return len(token.text) if unit else 0


def _is_address(token: Token, group: Group, words: list[Token]) -> bool:
    """The town or office beside a reader's name: 云州蓝溪市 陶露, 陶露 河北."""
    if len(words) < 2 or group.role or group.task:
        return False
    text = token.text
    if token in (words[0], words[-1]) and (
        text in CITIES or (len(text) > 3 and text[:2] in CITIES)
    ):
        return not is_name(text)
    shape = _PLACE_WORD.fullmatch(text) or _OFFICE_WORD.fullmatch(text)
    return bool(token is words[0] and len(text) > 2 and shape)


def _add_names(group: Group, runs: list[str], credit: Credit, *, sure: bool) -> None:
    """The people of stretches parted by 、 to the group; not `sure`: only what looks like them."""
    runs = [run.strip() for run in runs if run.strip()]
    found = [(run, _names_of(run)) for run in runs]
    names = [name for _, several in found for name in several]
    guessed = [name for name in names if not name.certain and not (group.role or group.task)]
    if not _look_like_people(guessed if sure else names):
        names = []
        found = [(run, ()) for run in runs]
    group.names += names
    for run, several in found:
        if len(several) == 1 and _TITLED.fullmatch(run):
            continue
        if sum(len(name.text.replace(" ", "")) for name in several) < len(run.replace(" ", "")):
            credit.unread += run


def _names_of(run: str) -> tuple[Name, ...]:
    joined = _JOINED.fullmatch(run)
    if joined and is_name(joined["a"]) and is_name(joined["b"]):
        return Name(joined["a"]), Name(joined["b"])
    titled = _TITLED.fullmatch(run)
    if titled and is_name(titled["name"]):
        return (Name(titled["name"]),)
    return read_names(run)


def _look_like_people(names: list[Name]) -> bool:
    """A word that is also a name (安全) counts beside a name that is no word.

    Of names run together the first and half of all must be names that could stand alone.
    """
    guesses = [stands_alone(name.text) for name in names if not name.certain]
    if guesses and not (guesses[0] and 2 * sum(guesses) >= len(guesses)):
        return False
    plain = [name.text for name in names if name.certain]
    known = [is_name(text) or text.isascii() for text in plain]
    others = [text for text, good in zip(plain, known, strict=True) if not good]
    return all(is_pen_name(text) or (any(known) and len(text) <= 3) for text in others)


def authors_of(group: Group, agency: str | None) -> list[Author]:
    """Its people; `agency` is that of the reporters who have none printed beside them."""
    role = group.final_role()
    reporter = (
        group.role in ("记者", "特约记者")
        or group.task == "记者"
        or (group.role == "摄影" and group.printed_role is not None)
    )
    unit = group.agency or (agency if reporter else None)
    return [Author(name.text, role, unit, name.certain) for name in group.names]
