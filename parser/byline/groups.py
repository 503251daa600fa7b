"""The tokens of one stretch of a byline in, the people it credits out.

A role word (本报记者) opens a group; a deed (摄, 整理) closes the groups before it and says what
their people did.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

from parser.byline.people import Name, is_likely, is_name, is_pen_name, read_names, stands_alone
from parser.byline.tokens import Token, tokenise
from parser.patterns import late
from parser.vocabulary.agencies import KNOWN
from parser.vocabulary.places import CITIES
from parser.vocabulary.roles import (
    DEEDS,
    FILLERS,
    OWN,
    ROLES,
    TASK_ROLES,
    UNIT_ENDINGS,
    WROTE_AND_PICTURED,
)

_AGENCY_WORD = late("(?:综合|据|由|转自)?(?P<agency>.{2,12}?)(?:发|供稿|稿|照片|图)?")
_PLACE_WORD = late(r"[^ ·]{2,8}[省市县区州旗盟镇乡村]")
_OFFICE_WORD = late(r"[^ ·]{3,30}(?:长|书记|主任|教授|主席|经理|委员|研究员|校长|队员|干部)")
_TITLED = late(
    r"(?P<who>[^ ·]{3,30}?(?:教授|研究员|院长|主任|书记|所长|馆长|记者|工程师|专家|博士))"
    r"(?P<name>[^ ·]{2,3})"
)
_JOINED = late(r"(?P<a>[^和及与]{2,4})[和及与](?P<b>[^和及与]{2,4})")


#: One in so many of names run together stands alone; the others may be pen names.
_PLAIN_SHARE = 3


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

    #: A task is printed with a slash: 图文/江渡 is the manner of picture credits.
    slashed: bool = False

    def is_bare(self) -> bool:
        """Whether nothing but names is printed."""
        return not (self.role or self.task or self.deed or self.agency)

    def is_staff(self) -> bool:
        """Whether its people are of the paper or agency that the line names."""
        reporter = "记者" in (self.role, self.task) or self.role == "特约记者"
        return reporter or (self.role == "摄影" and self.printed_role is not None)

    def wrote_and_pictured(self) -> bool:
        """Whether its people are said to have done both: 文/图."""
        return self.deed in WROTE_AND_PICTURED or self.task in WROTE_AND_PICTURED

    def take_role(self, other: Group) -> None:
        """The role word of another group, which names nobody, is that of this one."""
        self.role, self.agency = other.role, self.agency or other.agency
        self.qualifiers, self.printed_role = other.qualifiers, other.printed_role

    def roles(self) -> tuple[str | None, ...]:
        """The role of its people, and 摄影 after it where they did both."""
        if self.wrote_and_pictured():
            return ("摄影",) if self.role == "摄影" else (self.role or "作者", "摄影")
        return (self._role(),)

    def _role(self) -> str | None:
        """What they did, where that says more than the role word."""
        if self.deed:
            bare, beside = DEEDS[self.deed]
            if self.role or self.task:
                return beside or self.role or self.task
            return bare
        return self.role if self.role and self.task != "摄影" else self.task or self.role


@dataclass(slots=True)
class StretchReading:
    """What one stretch says."""

    groups: list[Group] = field(default_factory=list)
    place: str | None = None
    #: Characters that were read as nothing, and those taken for the town or office of a person.
    unread: str = ""
    skipped: str = ""


def read_stretch(line: str, printed: str) -> StretchReading:
    """People, roles and units of a folded stretch without brackets.

    `printed` is the same text with only its spaces folded: names are cut from it.
    """
    words = StretchReading()
    pending: list[Token] = []
    for token in _labelled(tokenise(line)):
        if token.kind in ("word", "gap"):
            pending.append(token)
            continue
        outlet = _outlet(pending, token)
        _take(pending[:-1] if outlet else pending, words, printed, before=token)
        pending = []
        _mark(outlet or token, words, printed)
    _take(pending, words, printed, before=None)
    _role_after(words.groups)
    return words


def _mark(token: Token, words: StretchReading, printed: str) -> None:
    """A role word, task, deed or place, and what it does to the groups."""
    if token.kind == "place":
        words.place = printed[token.start : token.end]
    elif token.kind == "deed":
        _close(words.groups, token.text)
    elif token.kind == "task":
        task = TASK_ROLES.get(token.text, token.text)
        words.groups.append(Group(task=task, slashed=token.slashed))
    else:
        _open(words, token, printed)


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


def _open(words: StretchReading, token: Token, printed: str) -> None:
    """A group for the people after a role word."""
    role = ROLES[token.text]
    if "特约" in token.qualifiers or "特邀" in token.qualifiers:
        role = {"记者": "特约记者"}.get(role, role)
    agency = printed[slice(*token.agency)].strip() if token.agency else None
    last = words.groups[-1] if words.groups else None
    if last and last.task and not last.names and not last.role:
        group = last
    else:
        group = Group()
        words.groups.append(group)
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


def _take(
    pending: list[Token], words: StretchReading, printed: str, *, before: Token | None
) -> None:
    """Names and units of the words since the last role word, task or deed.

    `before` is the token they stand before; a deed there says that these are people.
    """
    printed_words = [token for token in pending if token.kind == "word"]
    if not printed_words:
        return
    if not words.groups or words.groups[-1].closed:
        words.groups.append(Group())
    group = words.groups[-1]
    sure = (before is not None and before.kind == "deed") or bool(group.role or group.task)
    runs = [""]
    end = pending[0].start
    for token in pending:
        if token.kind == "gap":
            runs.append("")
        elif span := _agency(token):
            if any(runs) and token is not printed_words[-1]:  # 张三 县委宣传部 李四: his alone
                _add_names(group, runs, words, sure=sure)
                group = Group(group.role, group.task)
                words.groups.append(group)
                runs = []
            start, end = (token.start + at for at in span)
            group.agency = group.agency or printed[start:end]
            runs.append("")
        elif _is_address(token, group, printed_words):
            words.skipped += token.text
        elif token.text not in FILLERS:
            runs[-1] += " " * (token.start - end) + _cleaned(token, printed, before)
        end = token.end
    _add_names(group, runs, words, sure=sure)


def _cleaned(token: Token, printed: str, before: Token | None) -> str:
    """Without 综合 before it, 等 after it, or the 和 before an agency (陶露和新华社记者)."""
    word = printed[token.start : token.end]
    if word.startswith("综合") and len(word) > 3:
        word = word[2:]
    joins = before is not None and before.start == token.end and before.kind == "role"
    ending = "等和及与" if joins else "等"
    return word[:-1] if len(word) > 2 and word[-1] in ending else word


def _agency(token: Token) -> tuple[int, int] | None:
    """Where an agency (新华社 of 综合新华社发) or unit stands in the word; None where none does."""
    found = _AGENCY_WORD.fullmatch(token.text)
    if found and found["agency"] in KNOWN:
        return found.span("agency")
    unit = len(token.text) >= 4 and token.text.endswith(UNIT_ENDINGS) and not is_name(token.text)
    return (0, len(token.text)) if unit else None


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


def _add_names(group: Group, runs: list[str], words: StretchReading, *, sure: bool) -> None:
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
            words.unread += run


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

    Of names run together the first and a third of all must be names that could stand alone.
    """
    guesses = [stands_alone(name.text) for name in names if not name.certain]
    if guesses and not (guesses[0] and _PLAIN_SHARE * sum(guesses) >= len(guesses)):
        return False
    plain = [name.text for name in names if name.certain]
    known = [is_name(text) or text.isascii() for text in plain]
    others = [text for text, good in zip(plain, known, strict=True) if not good]
    return all(is_pen_name(text) or (any(known) and len(text) <= 3) for text in others)
