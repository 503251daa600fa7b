"""The pages in a real browser, scripts off: they fit, can be reached, read and followed."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from web import create_app

pytestmark = [
    pytest.mark.browser,
    # A browser that leaves a page in mid-download leaves the test server's file to be collected.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

JUMPS = "/jizhou/2024-03-12/01/1"
#: One address of every kind of page.
KINDS = (
    "/",
    "/jizhou/",
    "/jizhou/2024-03-12/",
    "/jizhou/2024-03-12/01/",
    "/jizhou/2024-03-12/01/?view=text",
    "/dtrb/2022-08-10/01/",
    JUMPS,
    "/dtrb/2022-08-10/01/3",
    "/search",
    "/search?q=记者",
    "/search?q=天外来客",
    "/desk/",
    "/desk/jizhou/2024-03-12",
    "/trend?q=记者",
    "/batch",
    "/today?day=08-10",
    "/jizhou/2024-02-30/",
)
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"]
#: Text that has the least contrast WCAG 2.2 AA lets pass.
AA = 4.5
WIDTHS = (320, 360, 768, 1440)


class Quiet(WSGIRequestHandler):
    """Keeps the log of requests out of the test's output."""

    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing."""


def chromium() -> str | None:
    """A browser that is already on this machine."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for name in names if (found := shutil.which(name))), None)


@pytest.fixture(scope="module")
def server(seed_archive: Path) -> Iterator[str]:
    """The sample pages, served on a free port."""
    app = create_app({"DATA": seed_archive})
    running = make_server("127.0.0.1", 0, app, request_handler=Quiet)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        if os.environ.get("BANMIAN_REQUIRE_BROWSER") == "1":
            pytest.fail("no Chromium on this machine, and one is required")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


def tab(browser: Browser, width: int, *, scheme: Any = "light", scripts: bool = False) -> Page:
    """A tab as a reader has it; with scripts only where the test itself needs one."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        java_script_enabled=scripts,
        bypass_csp=scripts,
    )
    return context.new_page()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(browser: Browser, server: str, width: int) -> None:
    """At 320, 360, 768 and 1440 pixels everything fits."""
    page = tab(browser, width)
    for address in KINDS:
        page.goto(server + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page.context.close()


def test_no_page_scrolls_sideways_at_200_percent(browser: Browser, server: str) -> None:
    """A reader who doubles the size of type still reads without scrolling across."""
    page = tab(browser, 640, scripts=True)
    for address in KINDS:
        page.goto(server + address)
        page.add_style_tag(content="html { font-size: 200% }")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, address
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_accessibility_fault(browser: Browser, server: str, scheme: str) -> None:
    """axe finds nothing of any weight, contrast included, in light and in dark."""
    page = tab(browser, 1440, scheme=scheme, scripts=True)
    found = []
    for address in KINDS:
        page.goto(server + address)
        faults = Axe().run(page).response["violations"]
        found += [(address, fault["impact"], fault["id"]) for fault in faults]
    page.context.close()

    assert found == []


def test_no_serious_accessibility_fault_when_narrow(browser: Browser, server: str) -> None:
    """The same on a telephone."""
    page = tab(browser, 360, scripts=True)
    found = []
    for address in KINDS:
        page.goto(server + address)
        faults = Axe().run(page).response["violations"]
        found += [(address, fault["impact"], fault["id"]) for fault in faults]
    page.context.close()

    assert found == []


def test_no_page_asks_for_anything_elsewhere(browser: Browser, server: str) -> None:
    """No foreign host, nothing refused by the policy, nothing missing, no script."""
    page, asked, said = tab(browser, 1440), [], []
    page.on("response", lambda answer: asked.append((answer.url, answer.status)))
    page.on("console", lambda message: said.append(message.text))
    for address in KINDS:
        page.goto(server + address)
    page.context.close()

    assert [url for url, _ in asked if not url.startswith(server)] == []
    assert [url for url, status in asked if status >= 400] == [server + "/jizhou/2024-02-30/"]
    assert [line for line in said if "Content Security Policy" in line] == []


def test_targets_are_large_enough(browser: Browser, server: str) -> None:
    """Links and controls are 24 pixels high or wide enough to be hit, but for words in a text."""
    page = tab(browser, 360)
    for address in KINDS:
        page.goto(server + address)
        small = page.evaluate(TARGETS)
        assert small == [], address
    page.context.close()


#: Links in running text are excepted by WCAG 2.5.8; the laid-out page is measured by its own tests.
TARGETS = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
  .filter(e => !e.closest('svg, .skip, .vh, .page-desk'))
  .filter(e => !(e.closest('p, dd, q') && e.tagName === 'A'))
  .filter(e => e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}))
  .map(e => [e.outerHTML.slice(0, 120), ...['width', 'height'].map(
      side => Math.round(e.getBoundingClientRect()[side]))])
  .filter(([_, width, height]) => width > 0 && height > 0 && (height < 24 || width < 12))"""


def test_keyboard_reaches_everything(browser: Browser, server: str) -> None:
    """The first stop is the skip link; Tab walks every link, and each shows that it has focus."""
    page = tab(browser, 1440)
    for address in (JUMPS, "/jizhou/", "/search?q=记者", "/desk/jizhou/2024-03-12"):
        page.goto(server + address)
        links = page.evaluate("[...document.links].filter(a => a.checkVisibility()).length")
        seen, outlined = set(), 0
        for step in range(links + 60):
            page.keyboard.press("Tab")
            at, ring = page.evaluate(FOCUS)
            if at == "":
                break
            if step == 0:
                assert "跳到正文" in at
            if at in seen:
                break
            seen.add(at)
            outlined += ring
        assert outlined == len(seen), address
        assert sum(where.startswith("A") for where in seen) == links, address
    page.context.close()


FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return ["", 0];
  const place = [...document.querySelectorAll('*')].indexOf(e);
  const style = getComputedStyle(e);
  return [`${e.tagName.toUpperCase()} ${place} ${e.textContent.trim().slice(0, 20)}`,
          style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 ? 1 : 0];
}"""


def test_skip_link_leads_to_the_text(browser: Browser, server: str) -> None:
    """Tab, Enter, and the next Tab is inside the main part."""
    page = tab(browser, 1440)
    page.goto(server + JUMPS)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.context.close()


def test_jump_line_is_followed_there_and_back(browser: Browser, server: str) -> None:
    """下转 leads to the place where the text goes on; 上接 leads back to the first page's part."""
    page = tab(browser, 1440)
    page.goto(server + JUMPS)
    page.get_by_role("link", name="下转第三版").click()
    assert page.url == f"{server}/jizhou/2024-03-12/03/1#p03-1"
    turn = page.locator("#p03-1")
    assert "第3版续" in turn.inner_text()
    assert 0 <= turn.bounding_box()["y"] < 900  # type: ignore[index]

    page.get_by_role("link", name="上接第一版").click()
    assert page.url == f"{server}{JUMPS}#p01-1"
    page.go_back()
    page.go_back()
    assert page.url == server + JUMPS
    page.context.close()


def test_lost_jump_line_is_words(browser: Browser, server: str) -> None:
    """The sample page's jump line leads to a page that is not held, and says so."""
    page = tab(browser, 1440)
    page.goto(f"{server}/dtrb/2022-08-10/01/3")
    lost = page.locator(".jump.lost")

    assert lost.inner_text().startswith("(下转第三版)")
    assert lost.locator("a").count() == 0
    assert page.goto(f"{server}/desk/dtrb/2022-08-10") is not None
    assert "该版未收" in page.locator("table.cases").inner_text()
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_zones_are_links(browser: Browser, server: str, width: int) -> None:
    """Every zone over the picture of the page can be touched and leads to its piece."""
    page = tab(browser, width)
    page.goto(f"{server}/jizhou/2024-03-12/01/")
    zones = page.locator(".facsimile svg a")
    assert zones.count() == 8
    for at in range(zones.count()):
        box = zones.nth(at).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
        assert zones.nth(at).get_attribute("aria-label")
    zones.nth(0).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{JUMPS}")
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_are_seen(browser: Browser, server: str, scheme: str) -> None:
    """A mark has a ground of its own and an underline, and can be read."""
    page = tab(browser, 1440, scheme=scheme)
    page.goto(f"{server}/search?q=记者")
    style = page.locator("mark").first.evaluate(MARK)

    assert style["ground"] != style["paper"]
    assert "underline" in style["line"]
    assert contrast(style["ink"], style["ground"]) >= AA
    page.context.close()


MARK = """e => ({ground: getComputedStyle(e).backgroundColor, ink: getComputedStyle(e).color,
  line: getComputedStyle(e).textDecorationLine,
  paper: getComputedStyle(document.body).backgroundColor})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_have_contrast(browser: Browser, server: str, scheme: str) -> None:
    """Ink, secondary ink and vermilion on paper pass AA."""
    page = tab(browser, 1440, scheme=scheme)
    page.goto(server)
    colours = page.evaluate(
        """() => Object.fromEntries(['paper', 'ink', 'soft', 'vermilion'].map(name => {
          const e = document.createElement('i'); e.style.color = `var(--${name})`;
          document.body.append(e); return [name, getComputedStyle(e).color]; }))"""
    )
    for name in ("ink", "soft", "vermilion"):
        assert contrast(colours[name], colours["paper"]) >= AA, name
    page.context.close()


def contrast(one: str, other: str) -> float:
    """The contrast of two CSS colours after WCAG."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """rgb(168, 32, 26) → its relative luminance."""
    parts = [float(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_reading_column_has_its_measure(browser: Browser, server: str) -> None:
    """32 to 38 Han characters a line, 18 pixels, 1.85 lines, an indent of two."""
    page = tab(browser, 1440)
    page.goto(server + JUMPS)
    paragraph = page.locator(".body > p").first.evaluate(
        """e => { const s = getComputedStyle(e); return {size: parseFloat(s.fontSize),
          line: parseFloat(s.lineHeight), indent: parseFloat(s.textIndent), align: s.textAlign,
          width: e.clientWidth}; }"""
    )

    assert paragraph["size"] == 18
    assert paragraph["line"] == pytest.approx(18 * 1.85)
    assert paragraph["indent"] == 36
    assert paragraph["align"] == "justify"
    assert 32 <= paragraph["width"] / 18 <= 38
    page.context.close()


def test_repairs_open_without_a_script(browser: Browser, server: str) -> None:
    """校理 opens by keyboard and shows the text as found."""
    page = tab(browser, 1440)
    page.goto(f"{server}/dtrb/2022-08-10/01/3")
    assert not page.locator(".repairs blockquote").first.is_visible()
    page.locator(".repairs summary").focus()
    page.keyboard.press("Enter")

    assert page.locator(".repairs blockquote").first.is_visible()
    page.context.close()


def test_facets_are_open_when_wide_and_folded_when_narrow(browser: Browser, server: str) -> None:
    """A list beside the hits on a desk, one line above them on a telephone; both can be used."""
    wide, narrow = tab(browser, 1440), tab(browser, 360)
    for page in (wide, narrow):
        page.goto(f"{server}/search?q=记者")
    first = ".facets nav a"

    assert wide.locator(first).first.is_visible()
    assert not narrow.locator(first).first.is_visible()
    narrow.locator(".facets summary").click()
    assert narrow.locator(first).first.is_visible()
    narrow.locator(first).first.click()
    assert "/search?" in narrow.url
    wide.context.close()
    narrow.context.close()


def test_printed_story_has_its_address_and_citation(browser: Browser, server: str) -> None:
    """On paper: no navigation, and at the foot where it was and how to cite it."""
    page = tab(browser, 1440)
    page.goto(server + JUMPS)
    page.emulate_media(media="print")

    assert not page.locator("nav").first.is_visible()
    assert not page.locator("header.site").is_visible()
    foot = page.locator("footer.site").inner_text()
    assert f"{server}{JUMPS}" in foot
    assert "[N]" in foot
    page.context.close()


def test_the_desk_prints_on_one_page(browser: Browser, server: str) -> None:
    """The faults of the sample issue fit one sheet of A4, the lost jump line with its evidence."""
    page = tab(browser, 1440)
    page.goto(f"{server}/desk/jizhou/2024-03-12")
    sheet = page.pdf(format="A4")
    page.emulate_media(media="print")

    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    assert page.locator("tr.open .halves").first.is_visible()
    page.context.close()


def test_search_by_hand(browser: Browser, server: str) -> None:
    """Type, Enter, read the first hit: the way most readers come in."""
    page = tab(browser, 1440)
    page.goto(server)
    page.get_by_role("searchbox").first.fill("卢东亮")
    page.keyboard.press("Enter")
    page.locator("ol.hits h2 a").first.click()

    assert page.url.startswith(f"{server}/dtrb/2022-08-10/01/")
    assert "卢东亮" in page.locator("main").inner_text()
    page.context.close()
