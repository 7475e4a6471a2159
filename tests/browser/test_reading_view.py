"""A lesson is a page of a course: found, read, answered, and not to be broken."""

from __future__ import annotations

import hashlib
import json
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from imuran_edu.questions import find_bank, load_bank
from tests.browser.lab import COURSE, PATIENCE, Lab, jupyter_lab
from tests.browser.test_lessons import MECHANISM, START, answer_rightly

pytestmark = pytest.mark.browser

TITLE = "How azathioprine acts"


def ready(page: Page) -> None:
    """Wait until everything of the page in front stands in its place."""
    expect(page.locator(".imr-view[data-ready]")).to_be_visible(timeout=PATIENCE)


def opened(page: Page, lab: Lab, path: str) -> list[str]:
    """Open a page and wait until it is ready; return what goes wrong in the browser."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(lab.url(path))
    ready(page)
    return errors


def jupyter_is_there(page: Page) -> None:
    """Wait until JupyterLab has its place for the page, and has put it into the address."""
    expect(page.locator(".imr-document")).to_be_attached(timeout=PATIENCE)
    page.wait_for_function("document.getElementById('main').inert", timeout=PATIENCE)


def title(page: Page):
    return page.locator(".imr-lesson-name")


def kernels(lab: Lab) -> list[str]:
    """Return what kernels run for."""
    address = f"http://127.0.0.1:{lab.port}/api/sessions?token={lab.token}"
    with urllib.request.urlopen(address, timeout=60) as answer:
        return [session["path"] for session in json.load(answer)]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_six_lessons_are_read_and_answered_without_a_kernel(page: Page, lab: Lab) -> None:
    lab.end_kernels()
    errors = opened(page, lab, START)
    for number in range(1, 6):
        page.locator(f".imr-rail a[data-path*='/0{number}_']").click()
        expect(page.locator(".imr-view .imuran input").first).to_be_visible(timeout=PATIENCE)
        page.wait_for_function(f"location.pathname.includes('/0{number}_')", timeout=PATIENCE)
    assert kernels(lab) == []
    expect(page.locator(".imr-document")).to_have_count(1)
    assert errors == []


def test_ticks_come_from_answers_and_not_from_scrolling(page: Page, lab: Lab) -> None:
    opened(page, lab, START)
    ticks = page.locator(".imr-sections a[data-standing='done']")
    expect(ticks).to_have_count(0)
    page.locator(".imr-scroll").evaluate("node => node.scrollTo(0, node.scrollHeight)")
    expect(page.locator(".imr-where")).to_contain_text("Your progress")
    expect(ticks).to_have_count(0)
    for number, key in enumerate(load_bank(find_bank("start-here")).questions):
        place = page.locator(".imuran[data-mode='practice'] .imuran-list > *").nth(number)
        answer_rightly(page, place, key, key.type)
        place.get_by_role("button", name="Check", exact=True).click()
    expect(ticks).to_have_text(["Your first questions (all answered)"])
    expect(page.locator(".imr-rail a[data-path$='00_start_here.ipynb']")).to_have_attribute(
        "data-standing", "done"
    )
    jupyter_is_there(page)
    page.wait_for_function("location.pathname.endsWith('/00_start_here.ipynb')", timeout=PATIENCE)
    page.reload()
    ready(page)
    expect(ticks).to_have_count(1)


def test_back_and_forward_and_an_address_lead_to_lessons_and_sections(page: Page, lab: Lab) -> None:
    opened(page, lab, MECHANISM)
    jupyter_is_there(page)
    page.locator(".imr-sections a", has_text="Key points").click()
    expect(page.locator("#Key-points")).to_be_in_viewport()
    assert page.url.endswith("#Key-points")
    address = page.url
    page.locator(".imr-rail a[data-path$='02_indications.ipynb']").click()
    expect(title(page)).to_have_text("What azathioprine is used for", timeout=PATIENCE)
    page.wait_for_function("location.pathname.includes('02_indications')", timeout=PATIENCE)
    page.go_back()
    expect(title(page)).to_have_text(TITLE, timeout=PATIENCE)
    page.go_forward()
    expect(title(page)).to_have_text("What azathioprine is used for", timeout=PATIENCE)
    page.goto(address)
    ready(page)
    expect(page.locator("#Key-points")).to_be_in_viewport()
    jupyter_is_there(page)
    expect(page.locator("#Key-points")).to_be_in_viewport()


ORDER = """window.order = [];
new MutationObserver(() => {
  for (const found of ['.imr-view .imuran input', '.jp-LabShell']) {
    if (!order.includes(found) && document.querySelector(found)) order.push(found);
  }
}).observe(document, { childList: true, subtree: true, attributes: true });"""


def test_a_question_can_be_answered_before_jupyterlab_starts(page: Page, lab: Lab) -> None:
    page.add_init_script(ORDER)
    opened(page, lab, "notebooks/01_mechanism.ipynb")
    jupyter_is_there(page)
    assert page.evaluate("order") == [".imr-view .imuran input", ".jp-LabShell"]


def test_who_goes_on_before_jupyterlab_is_there_is_not_led_back(page: Page, lab: Lab) -> None:
    held: list[Route] = []
    page.route("**/api/contents/notebooks/00_start_here.ipynb*", lambda route: held.append(route))
    with page.expect_request("**/api/contents/notebooks/00_start_here.ipynb*", timeout=PATIENCE):
        opened(page, lab, START)
    page.locator(".imr-rail a[data-path$='02_indications.ipynb']").click()
    expect(title(page)).to_have_text("What azathioprine is used for", timeout=PATIENCE)
    jupyter_is_there(page)
    page.evaluate(
        """() => new MutationObserver((changes) => {
          const came = changes.flatMap(({ addedNodes }) => [...addedNodes]);
          if (came.some((node) => node.matches?.('.imr-document'))) document.body.dataset.came = '';
        }).observe(document.body, { childList: true, subtree: true })"""
    )
    page.unroute("**/api/contents/notebooks/00_start_here.ipynb*")  # lets go on what was held
    expect(page.locator("body[data-came]")).to_be_attached(timeout=PATIENCE)
    expect(page.locator(".imr-document")).to_have_count(1, timeout=PATIENCE)
    page.wait_for_function("location.pathname.includes('02_indications')", timeout=PATIENCE)
    expect(title(page)).to_have_text("What azathioprine is used for")


def test_the_foot_bar_leads_through_the_sections_to_the_next_lesson(page: Page, lab: Lab) -> None:
    opened(page, lab, START)
    foot = page.locator(".imr-foot")
    expect(foot).to_contain_text("Section 1 of")
    foot.get_by_role("button", name="Next").click()
    expect(foot).to_contain_text("Section 2 of")
    foot.get_by_role("button", name="Back").click()
    expect(foot).to_contain_text("Section 1 of")
    page.locator(".imr-sections a").last.click()
    foot.get_by_role("button", name="Next lesson").click()
    expect(title(page)).to_have_text(TITLE, timeout=PATIENCE)
    page.locator(".imr-column a[href='02_indications.ipynb']:visible").first.click()
    expect(title(page)).to_have_text("What azathioprine is used for", timeout=PATIENCE)


def test_words_are_found_in_the_text_and_in_questions(page: Page, lab: Lab) -> None:
    opened(page, lab, MECHANISM)
    field = page.get_by_role("searchbox", name="Find in the course")
    field.fill("apoptosis")
    hits = page.locator(".imr-hit")
    expect(hits.filter(has_text="question")).not_to_have_count(0)
    expect(hits.filter(has_not_text="question")).not_to_have_count(0)
    hits.first.click()
    expect(page.locator(".imr-markdown", has_text="apoptosis").first).to_be_in_viewport()
    field.press("Escape")
    expect(page.locator(".imr-sections")).to_be_visible()
    # the browser's own find is left to work
    prevented = """new Promise(done => {
      window.addEventListener('keydown', event => done(event.defaultPrevented), {once: true});
      const init = {key: 'f', ctrlKey: true, bubbles: true, cancelable: true};
      document.querySelector('.imr-column').dispatchEvent(new KeyboardEvent('keydown', init));
      setTimeout(() => done(false), 100);
    })"""
    assert page.evaluate(prevented) is False


def test_words_are_found_in_other_lessons_and_lead_to_their_section(page: Page, lab: Lab) -> None:
    opened(page, lab, MECHANISM)
    field = page.get_by_role("searchbox", name="Find in the course")
    with page.expect_response(lambda told: told.url.endswith("/course-text")) as first:
        field.fill("gloves")
    digest_of = first.value.headers["etag"]
    link = page.locator("a.imr-hit[href^='08_']").first
    expect(link).to_contain_text("gloves")
    section = link.locator("small").inner_text().removesuffix(", question")
    link.click()
    page.wait_for_function("location.pathname.includes('/08_')", timeout=PATIENCE)
    ready(page)
    expect(page.get_by_role("heading", name=section, exact=True)).to_be_in_viewport()
    # the page in front is listed first now, and what has not changed is not sent again
    expect(page.locator("button.imr-hit").first).to_contain_text("gloves")
    page.reload()
    ready(page)
    with page.expect_request(lambda asked: asked.url.endswith("/course-text")) as again:
        field.fill("gloves")
    expect(page.locator("a.imr-hit").first).to_be_visible()
    reply = again.value.response()
    assert reply is not None
    assert reply.headers["etag"] == digest_of
    assert again.value.sizes()["responseBodySize"] == 0


ATTACKS = (
    *("x", "d", "d", "y", "m", "a", "b", "1", "0", "0", "z", "Enter", "Escape", "c", "v"),
    *("Control+v", "Control+z", "Shift+Enter", "Alt+Enter", "Control+Enter", "Shift+M"),
    *("Control+Shift+Minus", "Control+s", "Control+Shift+c"),
)


def test_no_key_and_no_double_click_changes_a_lesson(page: Page, lab: Lab) -> None:
    file = lab.root / MECHANISM
    before, errors = digest(file), opened(page, lab, MECHANISM)
    jupyter_is_there(page)
    text = page.locator(".imr-cells").evaluate("node => node.childElementCount")
    paragraph = page.locator(".imr-markdown p").nth(3)
    for place in (paragraph, page.locator(".imr-column")):
        place.dispatch_event("dblclick")
        place.focus()
        for key in ATTACKS:
            page.keyboard.press(key)
    page.evaluate("document.activeElement.blur()")
    for key in ATTACKS:
        page.keyboard.press(key)
    paragraph.dblclick()
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    expect(page.locator(".lm-Menu")).to_have_count(0)
    assert page.locator(".imr-cells").evaluate("node => node.childElementCount") == text
    assert digest(file) == before
    assert errors == []


def test_a_changed_lesson_is_offered_back_and_the_answers_stay(page: Page, lab: Lab) -> None:
    lab.end_kernels()
    file = lab.root / "notebooks" / "03_dosing.ipynb"
    shipped = file.read_bytes()
    notebook = json.loads(shipped)
    del notebook["cells"][5:]
    notebook["cells"].append(
        {"cell_type": "code", "id": "own", "metadata": {}, "source": "1 / 0", "outputs": []}
    )
    file.write_text(json.dumps(notebook))
    opened(page, lab, "notebooks/03_dosing.ipynb")
    expect(page.locator(".imr-code")).to_contain_text("Code that is not the course's")
    expect(page.locator(".imr-notice")).to_contain_text("was changed")
    page.get_by_role("button", name="Restore this lesson; your answers stay").click()
    expect(page.locator(".imr-notice")).to_contain_text("The lesson is back", timeout=PATIENCE)
    ready(page)
    expect(page.locator(".imr-code.imr-cell")).to_have_count(0)
    assert json.loads(file.read_bytes()) == json.loads(shipped)
    (kept,) = file.parent.glob("03_dosing-changed-*.ipynb")
    assert json.loads(kept.read_text())["cells"][-1]["source"] == "1 / 0"
    assert kernels(lab) == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"no notebook", "This file is no notebook"),
        (b'{"nbformat": 4, "cells": [', "This file is no notebook"),
        (b'{"nbformat": 9, "metadata": {}, "cells": []}', "format that this version"),
    ],
)
def test_what_is_no_notebook_is_told_in_a_sentence(
    page: Page, lab: Lab, content: bytes, says: str
) -> None:
    (lab.root / "98_broken.ipynb").write_bytes(content)
    page.goto(lab.url("98_broken.ipynb"))
    expect(page.locator(".imr-notice")).to_contain_text(says, timeout=PATIENCE)
    expect(page.get_by_role("button", name="Open as a notebook")).to_be_visible()


def test_a_notebook_with_a_lessons_name_and_no_mark_opens_as_a_notebook(
    page: Page, lab: Lab
) -> None:
    notebook = json.loads((COURSE / START).read_text())
    del notebook["metadata"]["imuran_edu"]
    (lab.root / "97_mine.ipynb").write_text(json.dumps(notebook))
    page.goto(lab.url("97_mine.ipynb"))
    expect(page.locator(".jp-NotebookPanel .jp-MarkdownCell").first).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".imr-view")).to_have_count(0)


def test_the_notebook_is_one_click_away_and_so_is_the_way_back(page: Page, lab: Lab) -> None:
    opened(page, lab, START)
    jupyter_is_there(page)
    page.get_by_role("button", name="Show as a notebook in JupyterLab").click()
    expect(page.locator(".jp-NotebookPanel .jp-MarkdownCell").first).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".imr-view")).to_have_count(0)


def test_explorers_share_one_kernel_and_yield_to_another_tab(
    page: Page, lab: Lab, screenshots: Path
) -> None:
    opened(page, lab, MECHANISM)
    place = page.locator("[data-cell='explore-pathway']")
    place.scroll_into_view_if_needed()
    expect(place.locator(".imuran-explorer").first).to_be_visible(timeout=PATIENCE)
    page.locator("[data-cell='explore-metabolites']").scroll_into_view_if_needed()
    expect(page.locator("[data-cell='explore-metabolites'] .imuran-explorer").first).to_be_visible(
        timeout=PATIENCE
    )
    assert kernels(lab) == ["notebooks/imuran-course"]
    other = page.context.new_page()
    opened(other, lab, MECHANISM)
    there = other.locator("[data-cell='explore-pathway']")
    there.scroll_into_view_if_needed()
    expect(there.locator(".imuran-explorer").first).to_be_visible(timeout=PATIENCE)
    assert kernels(lab) == ["notebooks/imuran-course"]
    expect(place).to_contain_text("This went on in another tab", timeout=PATIENCE)
    place.get_by_role("button", name="Continue here").click()
    expect(place.locator(".imuran-explorer").first).to_be_visible(timeout=PATIENCE)
    expect(there).to_contain_text("This went on in another tab", timeout=PATIENCE)
    other.close()


def test_an_explorer_wakes_after_its_kernel_was_ended(page: Page, lab: Lab) -> None:
    opened(page, lab, MECHANISM)
    place = page.locator("[data-cell='explore-pathway']")
    place.scroll_into_view_if_needed()
    expect(place.locator(".imuran-explorer").first).to_be_visible(timeout=PATIENCE)
    lab.end_kernels()
    expect(place).to_contain_text("The lesson fell asleep", timeout=PATIENCE)
    place.get_by_role("button", name="Wake the lesson").click()
    expect(place.locator(".imuran-explorer").first).to_be_visible(timeout=PATIENCE)


def test_files_that_could_be_imported_stop_an_explorer_and_not_the_lesson(
    page: Page, lab: Lab
) -> None:
    folder = lab.root / "strange"
    folder.mkdir()
    shutil.copy(COURSE / MECHANISM, folder / "01_mechanism.ipynb")
    trace = folder / "ran.txt"
    (folder / "imuran_edu.py").write_text(f"open({str(trace)!r}, 'w').close()\n")
    opened(page, lab, "strange/01_mechanism.ipynb")
    expect(page.locator(".imuran input").first).to_be_visible()
    place = page.locator("[data-cell='explore-pathway']")
    place.scroll_into_view_if_needed()
    expect(place).to_contain_text("imuran_edu.py", timeout=PATIENCE)
    expect(place.get_by_role("button", name="Start this lesson")).to_be_visible()
    assert not trace.exists()


# how many characters of a paragraph of several lines stand in its width, at most
MEASURE = """all => Math.max(...all.filter(each => each.clientHeight > 60).map(each => {
  const style = getComputedStyle(each);
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return each.innerText.length * each.clientWidth / pen.measureText(each.innerText).width;
}))"""


@pytest.mark.parametrize("width", [360, 390, 768, 1366, 1920, 2560])
@pytest.mark.parametrize("path", [START, MECHANISM])
def test_one_column_without_sideways_scrolling_at_every_width(
    page: Page, lab: Lab, screenshots: Path, width: int, path: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, lab, path)
    scroller = page.locator(".imr-scroll")
    assert scroller.evaluate("node => node.scrollWidth <= node.clientWidth")
    edges = page.locator(".imr-cells > .imr-markdown").evaluate_all(
        "cells => cells.map(cell => Math.round(cell.getBoundingClientRect().right))"
    )
    assert len(set(edges)) == 1, "one right edge"
    size = page.locator(".imr-markdown p").first.evaluate(
        "node => parseFloat(getComputedStyle(node).fontSize)"
    )
    assert 16 <= size <= 17.5
    assert page.locator(".imr-markdown p").evaluate_all(MEASURE) <= 78, "characters a line"
    rail = page.locator(".imr-rail")
    if width < 960:
        expect(rail).to_be_hidden()
        page.get_by_role("button", name="Lessons and sections").click()
    expect(rail).to_be_visible()
    page.screenshot(path=screenshots / f"reading_{Path(path).stem}_{width}.png")


def test_a_printed_lesson_is_its_text_alone(page: Page, lab: Lab) -> None:
    opened(page, lab, START)
    page.emulate_media(media="print")
    for part in (".imr-rail", ".imr-foot", ".imr-top"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator(".imr-markdown").last).to_be_visible()
    whole = page.evaluate("document.querySelector('.imr-view').scrollHeight > innerHeight")
    assert whole, "all of it is printed, not what is in sight"


@pytest.mark.parametrize("where", ["doc/tree", "notebooks"])
def test_the_simple_form_and_notebook_7_show_the_same(page: Page, lab: Lab, where: str) -> None:
    def address(path: str) -> str:
        return f"http://127.0.0.1:{lab.port}/{where}/{path}?token={lab.token}"

    page.goto(address(START))
    ready(page)
    expect(page.locator(".imr-document")).to_be_attached(timeout=PATIENCE)
    page.locator(".imr-rail a[data-path$='01_mechanism.ipynb']").click()
    expect(title(page)).to_have_text(TITLE, timeout=PATIENCE)
    page.wait_for_function("location.pathname.includes('01_mechanism')", timeout=PATIENCE)
    page.go_back()
    expect(title(page)).to_have_text("Start here", timeout=PATIENCE)


@pytest.fixture
def assignment(lab: Lab) -> Iterator[Path]:
    folder = lab.root / "mechanism"
    folder.mkdir()
    for name in ("mechanism.ipynb", "questions.json"):
        shutil.copy(COURSE / "course" / "source" / "mechanism" / name, folder / name)
    yield folder
    shutil.rmtree(folder)


def test_the_card_of_an_assignment_names_what_is_open_and_makes_the_file(
    page: Page, lab: Lab, assignment: Path, tmp_path: Path
) -> None:
    opened(page, lab, "mechanism/mechanism.ipynb")
    count = len(json.loads((assignment / "questions.json").read_text())["questions"])
    lines = page.locator(".imr-card-open li")
    expect(lines).to_have_count(count, timeout=PATIENCE)
    number = page.locator("[data-cell='mech-g02']")
    number.get_by_role("textbox").fill("1,234")
    expect(number.locator(".imuran-status")).to_contain_text("will not count as it stands")
    expect(lines.nth(1)).to_contain_text("It will not count as it stands.", timeout=PATIENCE)
    ticks = page.locator(".imr-sections a[data-standing='done']")
    expect(ticks).to_have_count(0)
    number.get_by_role("textbox").fill("36.2")
    expect(lines).to_have_count(count - 1, timeout=PATIENCE)
    expect(ticks).to_have_count(1)
    lines.nth(1).get_by_role("button").click()
    expect(page.locator("[data-cell='mech-g03']")).to_be_in_viewport()
    card = page.locator(".imr-card")
    card.get_by_role("textbox").fill("bea/..")
    card.get_by_role("button", name="Make the file to hand in").click()
    expect(card).to_contain_text("cannot stand in a file's name")
    card.get_by_role("textbox").fill("bea")
    with page.expect_download() as started:
        card.get_by_role("button", name="Make the file to hand in").click()
    assert started.value.suggested_filename.startswith("mechanism--bea--")
    expect(card).to_contain_text("Hand in this file")


def test_an_assignment_with_code_of_the_students_opens_as_a_notebook(
    page: Page, lab: Lab, assignment: Path
) -> None:
    path = assignment / "mechanism.ipynb"
    notebook = json.loads(path.read_text())
    own = {"cell_type": "code", "id": "own", "metadata": {}, "source": "", "outputs": []}
    own["metadata"] = {"nbgrader": {"solution": True}}
    notebook["cells"].append({**own, "execution_count": None})
    path.write_text(json.dumps(notebook))
    page.goto(lab.url("mechanism/mechanism.ipynb"))
    expect(page.locator(".jp-NotebookPanel .jp-CodeCell").first).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".imr-view")).to_have_count(0)


def test_in_a_dark_theme_the_page_is_dark_from_its_first_moment(
    browser: Browser, tmp_path: Path
) -> None:
    from tests.browser.conftest import copy_course

    home = tmp_path / "home"
    settings = home / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "themes.jupyterlab-settings").write_text('{"theme": "JupyterLab Dark"}')
    with jupyter_lab(copy_course(tmp_path / "course"), home) as own:
        context = browser.new_context()
        page = context.new_page()
        opened(page, own, START)
        # the page below has no height of its own, so it is attached and not "visible"
        dark_body = page.locator("body[data-jp-theme-light='false']")
        expect(dark_body).to_be_attached(timeout=PATIENCE)
        page.reload(wait_until="commit")
        page.locator(".imr-markdown").first.wait_for(timeout=PATIENCE)
        dark = "getComputedStyle(document.querySelector('.imr-view')).backgroundColor"
        assert sum(map(int, page.evaluate(dark)[4:-1].split(", ")[:3])) < 150
        context.close()


def test_an_explorers_picture_stands_before_its_kernel(page: Page, lab: Lab) -> None:
    lab.end_kernels()
    page.route("**/api/sessions*", lambda route: route.abort())
    opened(page, lab, MECHANISM)
    place = page.locator("[data-cell='explore-pathway']")
    place.scroll_into_view_if_needed()
    expect(place.get_by_role("img", name="TPMT 100%")).to_be_visible()
    expect(place).to_contain_text("The controls come in a moment.")
    page.unroute("**/api/sessions*")
    opened(page, lab, MECHANISM)
    place.scroll_into_view_if_needed()
    expect(place.locator(".imuran-explorer").first).to_be_visible(timeout=PATIENCE)
    expect(place.locator(".imr-still")).to_have_count(0)


def test_the_start_page_has_a_picture_the_map_and_one_button_on_its_first_screen(
    page: Page, lab: Lab, screenshots: Path
) -> None:
    for kept in (lab.root / "notebooks").glob("*responses*"):
        kept.unlink()  # the course has not been begun
    page.set_viewport_size({"width": 1366, "height": 768})
    opened(page, lab, START)
    top = page.get_by_role("region", name="The course")
    lessons = top.get_by_role("listitem")
    expect(lessons).to_have_count(len(list((COURSE / "notebooks").glob("[0-9]*.ipynb"))) - 1)
    for place in (top.get_by_role("img"), lessons.first, lessons.last):
        expect(place).to_be_in_viewport(ratio=1)
    page.screenshot(path=screenshots / "start-page.png")
    jupyter_is_there(page)
    link = page.locator("[data-cell='map'] a").first
    expect(link).to_have_css("text-decoration-line", "underline")  # JupyterLab would take it away
    top.get_by_role("link", name=f"Begin: {TITLE}").click()
    expect(title(page)).to_have_text(TITLE)
    ready(page)
    link = page.locator(".imr-sections a").nth(3)
    heading = page.locator(f"h2[id='{link.get_attribute('data-section')}']")
    link.click()
    expect(heading).to_be_in_viewport()
    expect(link).to_have_attribute("aria-current", "location")
    opened(page, lab, START)
    top.get_by_role("link", name=f"Go on: {TITLE}").click()
    expect(title(page)).to_have_text(TITLE)
    expect(heading).to_be_in_viewport()
