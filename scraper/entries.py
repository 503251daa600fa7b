"""Where each template family keeps its calendars and its way to the newest issue: data only."""

#: Calendars of a month, seen from its folder (html/2022-08/), the likeliest first.
CALENDARS: dict[str, tuple[str, ...]] = {
    "F1": ("period.xml",),
    "F2": ("period.xml", "page.xml"),
    "F2n": ("period.xml",),
    "F3": ("navi.xml", "period.xml", "page.xml"),
}

#: Pages that lead to the newest issue, seen from the folder of the months (html/, pc/layout/).
NEWEST: dict[str, tuple[str, ...]] = {
    "F1": ("index.html", "../index.html"),
    "F2": ("../paperindex.htm", "paperindex.htm", "../index.htm"),
    "F2n": ("../paperindex.htm", "paperindex.htm"),
    "F3": ("../paperindex.htm", "paperindex.htm", "../index.htm"),
}

#: An entry page is short; one that leads on does so near its beginning.
ENTRY_BYTES = 16 * 1024
#: Seconds: a slower refresh reloads a page, it does not lead to another.
SLOWEST_REFRESH = 5.0
#: `location.href = "…"`, `location.replace("…")` in an entry page's script.
SCRIPT_REFRESH = (
    r"""\blocation(?:\.href)?\s{0,4}=\s{0,4}["']([^"'<>\s]{1,400})["']"""
    r"""|\blocation\.(?:replace|assign)\(\s{0,4}["']([^"'<>\s]{1,400})["']"""
)
#: The content of a META REFRESH that names no `url=`: seconds, then an address.
LOOSE_REFRESH = (
    r"""^\s{0,8}(\d{1,6})\s{0,8}[;,]"""
    r"""\s{0,8}(?:url\s{0,4}=\s{0,4})?+["']?([^"']{1,400})"""
)
