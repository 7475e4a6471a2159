"""A student opens the course and works through the mechanism lesson, in a real browser."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jupyterlab
import pytest
from playwright.sync_api import Error, Page, expect

from imuran_edu.questions import find_bank, load_bank
from tests.browser.conftest import copy_course
from tests.browser.lab import COURSE, PATIENCE, Lab, as_asked, jupyter_lab, wait_for_quiz

pytestmark = pytest.mark.browser

START = "notebooks/00_start_here.ipynb"
MECHANISM = "notebooks/01_mechanism.ipynb"
OLD_LAB = jupyterlab.__version__.startswith("4.4.")
# one in each section, the warm-up, and the last
QUIZZES = len(load_bank(find_bank("mechanism")).sections) + 2
PRACTICE = sum(
    len(load_bank(path).scored) for path in (COURSE / "quizzes" / "practice").glob("*.yaml")
)
"""How many practice questions the course counts: all but the predictions."""


def answers(lab: Lab) -> dict[str, dict]:
    path = lab.root / "notebooks" / "responses.json"
    return json.loads(path.read_text())["answers"] if path.is_file() else {}


def question(page: Page, number: int, quiz: int = -1):
    """Return a question of the quiz at that place on the page, by its number."""
    return (
        page.locator(".imuran[data-mode='practice']")
        .nth(quiz)
        .locator(".imuran-list > *")
        .nth(number - 1)
    )


def open_lesson(
    page: Page, lab: Lab, path: str, quizzes: int, as_notebook: bool = False
) -> list[str]:
    """Open a lesson by its address alone and wait until its quizzes stand; return page errors."""
    errors: list[str] = []

    def note(error: Error) -> None:
        # JupyterLab 4.4 throws an error of its own as cells run; ours are counted
        if not (OLD_LAB and "jlab_core" in (error.stack or "")):
            errors.append(str(error))

    page.on("pageerror", note)
    page.goto(lab.notebook(path) if as_notebook else lab.url(path))
    expect(page.locator(".imuran[data-mode='practice']")).to_have_count(quizzes, timeout=PATIENCE)
    return errors


def test_start_page_is_alive_by_its_address_alone(page: Page, lab: Lab, screenshots: Path) -> None:
    errors = open_lesson(page, lab, START, quizzes=1)
    wait_for_quiz(page)
    expect(page.get_by_role("button", name="Check", exact=True).first).to_be_visible()
    expect(page.get_by_text("model not found")).to_have_count(0)
    expect(page.get_by_role("button", name="Start this lesson")).to_have_count(0)
    # no code, and no text that stands in for a widget
    expect(page.locator(".jp-CodeCell:visible")).to_have_count(0)
    expect(page.locator(".imuran-static:visible")).to_have_count(0)
    assert errors == []
    page.screenshot(path=screenshots / "start_here.png")


def test_a_lesson_that_is_opened_as_a_notebook_is_alive_too(page: Page, lab: Lab) -> None:
    errors = open_lesson(page, lab, START, quizzes=1, as_notebook=True)
    expect(page.locator(".jp-NotebookPanel .imuran").first).to_be_visible()
    # the code is folded away, and so is the text that stands in for the widget
    expect(page.locator(".jp-CodeCell .jp-InputArea-editor:visible")).to_have_count(0)
    expect(page.locator(".imuran-static:visible")).to_have_count(0)
    assert errors == []


def test_keys_and_double_clicks_change_nothing_in_the_notebook_either(page: Page, lab: Lab) -> None:
    open_lesson(page, lab, START, quizzes=1, as_notebook=True)
    paragraph = page.locator(".jp-MarkdownCell p").first
    words = paragraph.inner_text()
    for key in ("x", "d", "d"):
        paragraph.click()
        page.keyboard.press(key)
    paragraph.dblclick()
    page.keyboard.press("Enter")
    expect(page.locator(".jp-MarkdownCell p").first).to_have_text(words)
    expect(page.locator(".jp-MarkdownCell:not(.jp-mod-rendered)")).to_have_count(0)


def test_the_address_that_the_command_prints_is_the_start_page(page: Page, lab: Lab) -> None:
    log = (lab.home / "jupyter.log").read_text()
    address = re.search(rf"http://127\.0\.0\.1:{lab.port}/\S*", log)
    assert address is not None
    page.goto(address[0].replace("token=...", f"token={lab.token}"))
    expect(page.get_by_role("heading", name="Start here")).to_be_visible(timeout=PATIENCE)
    wait_for_quiz(page)


def test_every_figure_of_the_lesson_is_drawn_and_described(page: Page, lab: Lab) -> None:
    open_lesson(page, lab, MECHANISM, quizzes=QUIZZES)
    pictures = page.locator(".imr-figure figure svg[role=img]")
    expect(pictures).not_to_have_count(0, timeout=PATIENCE)
    for picture in pictures.all():
        assert len(picture.get_attribute("aria-label") or "") > 80
        assert picture.evaluate("drawing => drawing.getBoundingClientRect().width") > 300


def test_answer_by_keyboard_alone(page: Page, lab: Lab, screenshots: Path) -> None:
    """Tab to the first choice, choose with an arrow, check with Enter, hear the feedback."""
    open_lesson(page, lab, MECHANISM, quizzes=QUIZZES)
    inside = "() => document.activeElement?.closest('.imuran') !== null"
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate(inside):
            break
    assert page.evaluate(inside), "Tab never reached a question"
    first = page.locator(".imuran-question").filter(has=page.locator("input[type=radio]")).first
    for _ in range(80):
        if page.evaluate("() => document.activeElement?.type === 'radio'"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(first.locator("input:checked")).to_have_count(1)
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement?.textContent === 'Check'"):
            break
    page.keyboard.press("Enter")
    expect(first.locator(".imuran-feedback")).to_be_visible()
    expect(first.locator(".imuran-headline")).to_contain_text(re.compile("Right|Not right"))
    # what a screen reader is told: the headline by the focus on it, the rest by the live region
    expect(first.locator(".imuran-headline")).to_be_focused()
    live = page.locator(".imuran [aria-live]").filter(has_text=re.compile(r"\w{3}"))
    expect(live).to_have_count(1)
    note = first.locator(".imuran-note:visible").first
    expect(live).to_contain_text(note.inner_text().strip())
    if first.get_by_role("button", name="Show me").is_visible():  # the first try was wrong
        first.get_by_role("button", name="Show me").press("Enter")
    expect(first.get_by_text("Why", exact=True)).to_be_visible()
    first.screenshot(path=screenshots / "keyboard_feedback.png")


def answer_rightly(page: Page, card, key, kind: str) -> None:
    """Give the right answer to one question on the page, as a student would."""
    match kind:
        case "single":
            card.locator(f"input[value='{key.key}']").check()
        case "true_false":
            card.get_by_role("radio", name="True" if key.key else "False", exact=True).check()
        case "multiple":
            for option in key.key:
                card.locator(f"input[value='{option}']").check()
        case "numeric":
            card.get_by_role("textbox").fill(f"{key.key.value} {key.key.unit}")
        case "short_text":
            card.get_by_role("textbox").fill(key.key[0])
        case "matching":
            for row, option in enumerate(key.left):
                card.locator("select").nth(row).select_option(key.key[option.id])
        case "categorise":
            rows = card.locator(".imuran-pair")
            texts = {item.id: item.text for item in key.items}
            for row in rows.all():
                shown = row.locator(".imuran-pair-left").inner_text().strip()
                item = next(name for name, text in texts.items() if plain(text) == shown)
                row.locator(f"input[value='{key.key[item]}']").check()
        case "ordering":
            order(card, key)


def plain(text: str) -> str:
    from imuran_edu.core.markup import plain_text

    return plain_text(text)


def order(card, key) -> None:
    """Move each item to its place with its own button."""
    texts = {item.id: plain(item.text) for item in key.items}
    for place, item in enumerate(key.key):
        for _ in range(len(key.key)):
            shown = [
                row.locator(".imuran-html").first.inner_text().strip()
                for row in card.locator(".imuran-order-item").all()
            ]
            if shown.index(texts[item]) == place:
                break
            card.get_by_role("button", name=f"Move up: {texts[item]}", exact=True).click()
    keep = card.get_by_role("button", name="Keep this order")
    if keep.is_visible():
        keep.click()


def test_work_through_the_practice_quiz_and_find_it_again(
    page: Page, lab: Lab, screenshots: Path
) -> None:
    bank = load_bank(find_bank("mechanism"))
    errors = open_lesson(page, lab, MECHANISM, quizzes=QUIZZES)
    asked = [
        question for question in as_asked(bank, lab.root / "notebooks") if not question.section
    ]
    assert len(asked) >= 6
    assert len({question.type for question in asked}) >= 5
    for number, key in enumerate(asked, 1):
        card = question(page, number)
        card.scroll_into_view_if_needed()
        if key.type == "case":
            for stage in key.stages:
                for part in stage.questions:
                    index = [each.id for each in key.parts].index(part.id)
                    inner = card.locator("fieldset").nth(index)
                    answer_rightly(page, inner, part, part.type)
                    inner.get_by_role("button", name="Check", exact=True).click()
                    expect(inner.locator(".imuran-headline")).to_contain_text("Right")
        else:
            answer_rightly(page, card, key, key.type)
            card.get_by_role("button", name="Check", exact=True).click()
            expect(card.locator(".imuran-headline").first).to_contain_text("Right")
    quiz = page.locator(".imuran[data-mode='practice']").nth(-1)
    total = len(asked)
    expect(quiz.locator(".imuran-progress-label")).to_have_text(
        f"{total} of {total} answered, {total} right"
    )
    expect(quiz.locator(".imuran-summary")).to_contain_text("100 %")
    expect(quiz.locator(".imuran-summary .imuran-primary:visible")).to_contain_text("Next lesson")
    restart = quiz.get_by_role("button", name="Start again")
    expect(restart).to_have_class(re.compile("imuran-link"))
    quiz.locator(".imuran-summary").screenshot(path=screenshots / "summary.png")
    assert {question.id for question in asked} <= set(answers(lab))

    page.reload()
    expect(page.locator(".imuran[data-mode='practice']")).to_have_count(QUIZZES, timeout=PATIENCE)
    quiz = page.locator(".imuran[data-mode='practice']").nth(-1)
    expect(quiz.locator(".imuran-progress-label")).to_have_text(
        f"{total} of {total} answered, {total} right", timeout=PATIENCE
    )
    expect(page.get_by_text("model not found")).to_have_count(0)
    assert errors == []


# the page stands still as it loads a widget's script, as it does on a busy machine
STANDSTILL = """const make = URL.createObjectURL;
URL.createObjectURL = (thing) => {
  const address = make.call(URL, thing);
  const end = performance.now() + (thing.type === "text/javascript" ? 2500 : 0);
  while (performance.now() < end);
  return address;
};"""


def test_a_page_that_stands_still_for_seconds_still_hears_the_answers(
    page: Page, tmp_path: Path
) -> None:
    page.add_init_script(STANDSTILL)
    (tmp_path / "home").mkdir()
    with jupyter_lab(copy_course(tmp_path / "course"), tmp_path / "home") as own:
        errors = open_lesson(page, own, START, quizzes=1, as_notebook=True)
        key = load_bank(find_bank("start-here")).questions[0]
        card = question(page, 1)
        answer_rightly(page, card, key, key.type)
        card.get_by_role("button", name="Check", exact=True).click()
        expect(card.locator(".imuran-headline").first).to_contain_text("Right")
        assert errors == []


def test_a_wrong_answer_is_mended_and_tried_again(page: Page, lab: Lab) -> None:
    open_lesson(page, lab, START, quizzes=1)
    bank = load_bank(find_bank("start-here"))
    number, key = next((n, q) for n, q in enumerate(bank.questions, 1) if q.type == "single")
    card = question(page, number)
    wrong = next(option for option in key.options if option.id != key.key)
    card.locator(f"input[value='{wrong.id}']").check()
    card.get_by_role("button", name="Check", exact=True).click()
    expect(card.locator(".imuran-headline")).to_contain_text("Not right yet")
    expect(card).to_contain_text(plain(wrong.feedback))
    expect(card.get_by_text("Right answer")).to_have_count(0)  # the key waits
    expect(card.get_by_text("Where this comes from")).to_be_hidden()
    card.get_by_role("button", name="Show me").click()
    expect(card.get_by_text("Right answer")).to_be_visible()
    card.get_by_text("Where this comes from").click()
    expect(card.locator(".imuran-feedback")).to_contain_text(re.compile(r"D[12], .+, lines? \d+"))
    page.wait_for_function("() => performance.now() > 0")
    retry = card.get_by_role("button", name="Try again")
    expect(retry).to_be_visible()
    expect(async_click(retry, card)).to_be_visible()
    card.locator(f"input[value='{key.key}']").check()
    card.get_by_role("button", name="Check", exact=True).click()
    expect(card.locator(".imuran-headline")).to_contain_text("Right")


def async_click(retry, card):
    """Press 'Try again' until it is taken: it passes over the second half of a double click."""
    check = card.get_by_role("button", name="Check", exact=True)
    for _ in range(50):
        if retry.is_visible():
            retry.click()
        if check.is_visible():
            break
        card.page.wait_for_timeout(50)
    return check


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_quiz_looks_right_in_both_themes(
    page: Page, lab: Lab, screenshots: Path, theme: str
) -> None:
    """Text keeps a contrast of 4.5 to 1 on its ground; the pictures are for people."""
    settings = lab.home / "settings" / "@jupyterlab" / "apputils-extension"
    (settings / "themes.jupyterlab-settings").write_text(json.dumps({"theme": theme}))
    open_lesson(page, lab, MECHANISM, quizzes=QUIZZES)
    light = "false" if theme.endswith("Dark") else "true"
    page.wait_for_selector(f"body[data-jp-theme-light='{light}']", state="attached")
    name = theme.split()[-1].lower()
    quiz = page.locator(".imuran[data-mode='practice']").nth(-1)
    for number in range(1, quiz.locator(".imuran-list > *").count() + 1):
        card = question(page, number)
        card.scroll_into_view_if_needed()
        card.screenshot(path=screenshots / f"quiz_{name}_{number:02}.png")
    low = quiz.evaluate(CONTRAST)
    assert low == [], f"text of low contrast: {low[:5]}"


CONTRAST = """root => {
  // a mixed colour is given as color(srgb r g b), in parts of one
  const rgb = text => (text.match(/[\\d.]+/g) || []).map(Number)
    .map((value, place) => text.startsWith('color(') && place < 3 ? 255 * value : value);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = node => {
    for (let at = node; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const low = [];
  for (const node of root.querySelectorAll('*')) {
    const own = [...node.childNodes].some(c => c.nodeType === 3 && c.textContent.trim());
    if (!own || !node.offsetParent || node.closest(':disabled, [aria-disabled=true]')) continue;
    const style = getComputedStyle(node);
    const [a, b] = [light(rgb(style.color)), light(ground(node))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) low.push([node.className, node.textContent.slice(0, 30), ratio.toFixed(2)]);
  }
  return low;
}"""


def test_a_folder_that_takes_no_answers_is_told_and_nothing_is_lost(page: Page, lab: Lab) -> None:
    """A warning that lasts, a button to try again, and the answer saved once there is room."""
    blocked = lab.root / "notebooks" / ".responses.lock"
    blocked.unlink(missing_ok=True)
    blocked.mkdir()  # a folder where the lock must be: the root user, too, cannot write it
    try:
        open_lesson(page, lab, START, quizzes=1)
        card = question(page, 1)
        if card.get_by_role("button", name="Try again").is_visible():
            async_click(card.get_by_role("button", name="Try again"), card)
        if card.locator("input:enabled").count() == 0:  # answered rightly by an earlier test
            card = question(page, 2)
        before = answers(lab)
        card.locator("input:enabled:not(:checked)").first.check()
        alert = page.locator(".imuran [role=alert]:visible").first
        expect(alert).to_contain_text("Not saved")
        card.get_by_role("button", name="Check", exact=True).click()
        expect(card.locator(".imuran-feedback")).to_be_visible()
        expect(alert).to_be_visible()
        assert answers(lab) == before
    finally:
        blocked.rmdir()
    page.get_by_role("button", name="Try saving again").click()
    expect(page.locator(".imuran [role=alert]:visible")).to_have_count(0)
    assert answers(lab) != before
