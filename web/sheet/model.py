"""What a laid-out page is made of, as frozen values that a template only has to walk through."""

from __future__ import annotations

from dataclasses import dataclass

from web.sheet.copyfit import Passage
from web.sheet.grid import Cells, Plot


@dataclass(frozen=True, slots=True)
class SheetJump:
    """A printed jump line."""

    text: str
    #: 下转, or 上接 and so at the beginning of the text.
    onward: bool
    #: Where the other half is; None where it is not known.
    url: str | None
    #: Said to whoever hears it, or has no link to follow.
    note: str


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """A photo box: its picture, or the place where one was printed."""

    url: str | None
    caption: str | None
    credit: str | None


@dataclass(frozen=True, slots=True)
class SheetBox:
    """A box of text: in how many columns, what stands in it."""

    columns: int
    #: The size of its type.
    body: float
    passages: tuple[Passage, ...]
    #: There is more text than has room here.
    cut: bool = False
    #: Where it lies; None for the box of a rectangular zone, which the browser places.
    place: Cells | None = None


@dataclass(frozen=True, slots=True)
class SheetZone:
    """A piece on the page."""

    id: str
    url: str
    #: The headline as it may break over lines: parts, each in pieces, True where unbroken.
    breaks: tuple[tuple[tuple[str, bool], ...], ...]
    #: What a link to it is called: the headline, or what stands for one.
    name: str
    kind: str
    is_lead: bool
    column_name: str | None
    kicker: str | None
    headline: str | None
    subheadline: str | None
    byline: str | None
    #: The opening of the text, for a list.
    opening: str
    picture: SheetPicture | None
    #: Only its headline is held.
    bare: bool
    jumps: tuple[SheetJump, ...]
    #: Its outlines as SVG points, in the page's width × height; () where it has no zone.
    outlines: tuple[str, ...] = ()
    #: A rectangle large enough to be touched where the outlines are too small: x, y, width,
    #: height.
    touch: tuple[float, float, float, float] | None = None
    #: The rest is None or empty where the page is not re-set. Sizes are hundredths of the page's
    #: width.
    plot: Plot | None = None
    #: The headline's size, and that of kicker and subheadline.
    size: float = 0.0
    second: float = 0.0
    #: Lines of the headline, and rows of the grid that its whole stack takes.
    lines: int = 1
    rows: int = 0
    #: So low that it has no white above and below.
    tight: bool = False
    #: An L and the like: its head and boxes lie on the page, each in its place.
    head: Cells | None = None
    boxes: tuple[SheetBox, ...] = ()
    #: Its picture is shown; above the text, or beside it.
    pictured: bool = False
    beside: bool = False

    @property
    def goes_on(self) -> bool:
        """Whether its text is printed as going on elsewhere."""
        return any(jump.onward for jump in self.jumps)


@dataclass(frozen=True, slots=True)
class Nameplate:
    """The newspaper's name where the page leaves room for it, or the folio line of another page."""

    place: Cells
    size: float
    folio: bool


@dataclass(frozen=True, slots=True)
class PageSheet:
    """A page, ready to be shown."""

    newspaper: str
    newspaper_name: str
    date: str
    label: str
    section: str | None
    width: float
    height: float
    #: Its picture, where that is to be shown.
    image: str | None
    #: Pieces that have a zone, in reading order.
    zones: tuple[SheetZone, ...]
    #: All pieces, in reading order.
    pieces: tuple[SheetZone, ...]
    #: The rules between pieces, as the `d` of an SVG path in cells.
    rules: str
    nameplate: Nameplate | None
    #: Where everything lies and how large it is set: a stylesheet of this page alone.
    style: str
    #: True where the zones are a proposal of ours.
    composed: bool
    #: The ways between picture and re-set page; None where there is nothing to switch to.
    picture_url: str | None = None
    text_url: str | None = None
