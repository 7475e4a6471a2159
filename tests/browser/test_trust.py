"""Only calls of the course run by themselves, whatever a notebook says and whoever signed it."""

from __future__ import annotations

import json
import shutil
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.lab import COURSE, PATIENCE, Lab, save

pytestmark = pytest.mark.browser


def stranger(lab: Lab, folder: str) -> tuple[str, Path]:
    """Lay out a notebook that carries our mark and would leave a trace if it ran."""
    place = lab.root / folder
    place.mkdir()
    trace = place / "ran.txt"
    notebook = json.loads((COURSE / "notebooks" / "00_start_here.ipynb").read_text())
    code = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    code["source"] = f"{''.join(code['source'])}; open({str(trace)!r}, 'w').close()"
    (place / "lesson.ipynb").write_text(json.dumps(notebook))
    return f"{folder}/lesson.ipynb", trace


def wait_for_kernel(page: Page) -> None:
    """Wait until the notebook in front is ready to run, so that 'did not run' means something."""
    page.wait_for_function(
        "() => document.querySelector('.jp-NotebookPanel .jp-Notebook-ExecutionIndicator')"
        "?.dataset.status === 'idle'",
        timeout=PATIENCE,
    )


def test_an_unsigned_notebook_with_our_mark_waits_for_its_reader(
    page: Page, lab: Lab, screenshots: Path
) -> None:
    path, trace = stranger(lab, "stranger")
    page.goto(lab.url(path))
    start = page.get_by_role("button", name="Start this lesson")
    expect(start).to_be_visible(timeout=PATIENCE)
    wait_for_kernel(page)
    assert not trace.exists()
    page.screenshot(path=screenshots / "start_button.png")
    start.click()
    expect(start).to_have_count(0)
    expect(page.locator(".imuran").first).to_be_visible(timeout=PATIENCE)
    assert trace.exists()


def save_untrusted(page: Page, lab: Lab, folder: str) -> Path:
    """Open a stranger's notebook and save a change, so that Jupyter signs it; return its trace."""
    path, trace = stranger(lab, folder)
    page.goto(lab.url(path))
    expect_to_ask(page, trace)
    page.locator(".jp-MarkdownCell").first.click()
    page.keyboard.press("b")  # a cell more, so that there is something to save
    save(page)
    return trace


def expect_to_ask(page: Page, trace: Path) -> None:
    """See that the notebook in front waits for its reader, with a kernel that could run it."""
    expect(page.get_by_role("button", name="Start this lesson")).to_be_visible(timeout=PATIENCE)
    wait_for_kernel(page)
    assert not trace.exists()


def manage(lab: Lab, method: str, path: str, body: dict[str, str]) -> str:
    """Call the server's contents API, as JupyterLab's file browser does; return the new path."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{lab.port}/api/contents/{path}",
        headers={"Authorization": f"token {lab.token}", "Content-Type": "application/json"},
        data=json.dumps(body).encode(),
        method=method,
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return str(json.load(answer)["path"])


def signed(lab: Lab, path: str) -> bool:
    """Whether the server marks the notebook's code as trusted."""
    address = f"http://127.0.0.1:{lab.port}/api/contents/{path}"
    request = urllib.request.Request(address, headers={"Authorization": f"token {lab.token}"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        cells = json.load(answer)["content"]["cells"]
    return all(cell["metadata"]["trusted"] for cell in cells if cell["cell_type"] == "code")


def reopened(lab: Lab) -> str:
    return "saved/lesson.ipynb"


def renamed(lab: Lab) -> str:
    return manage(lab, "PATCH", "saved/lesson.ipynb", {"path": "saved/other.ipynb"})


def duplicated(lab: Lab) -> str:
    return manage(lab, "POST", "saved", {"copy_from": "saved/lesson.ipynb"})


def in_a_renamed_folder(lab: Lab) -> str:
    return manage(lab, "PATCH", "saved", {"path": "moved"}) + "/lesson.ipynb"


@pytest.mark.parametrize("way", [reopened, renamed, duplicated, in_a_renamed_folder])
@pytest.mark.parametrize("other_browser", [False, True], ids=["here", "other browser"])
def test_saving_an_untrusted_notebook_does_not_make_it_run(
    page: Page, browser: Browser, lab: Lab, way: Callable[[Lab], str], other_browser: bool
) -> None:
    """Jupyter signs a notebook without outputs when it is saved; that is not trust."""
    for folder in ("saved", "moved"):
        shutil.rmtree(lab.root / folder, ignore_errors=True)
    trace = save_untrusted(page, lab, "saved")
    path = way(lab)
    assert signed(lab, path), "or this test proves nothing"
    context = browser.new_context() if other_browser else page.context
    try:
        other = context.new_page()
        other.goto(lab.url(path))
        expect_to_ask(other, trace)
        other.close()
    finally:
        if other_browser:
            context.close()


def test_a_signed_lesson_with_other_code_asks_and_names_it(
    page: Page, lab: Lab, screenshots: Path
) -> None:
    """Its reader ran the cell, so Jupyter trusts all of it; opened again, it is not run unasked."""
    folder = lab.root / "changed"
    folder.mkdir()
    shutil.copy(COURSE / "notebooks" / "00_start_here.ipynb", folder / "lesson.ipynb")
    trace = folder / "ran.txt"
    page.goto(lab.url("changed/lesson.ipynb"))
    expect(page.locator(".imuran").first).to_be_visible(timeout=PATIENCE)
    page.locator(".jp-MarkdownCell").first.click()
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(f"open({trace.name!r}, 'w').close()")
    page.keyboard.press("Control+Enter")
    wait_for_file(page, trace)
    save(page)
    assert signed(lab, "changed/lesson.ipynb")
    trace.unlink()
    lab.end_kernels()
    page.goto(lab.url("changed/lesson.ipynb"))
    expect_to_ask(page, trace)
    expect(page.get_by_text("code that is not the course's (open('ran.txt'")).to_be_visible()
    page.screenshot(path=screenshots / "other_code.png")
    page.get_by_role("button", name="Start this lesson").click()
    wait_for_file(page, trace)


def wait_for_file(page: Page, path: Path) -> None:
    """Wait until a cell has written its file."""
    for _ in range(PATIENCE // 100):
        if path.exists():
            return
        page.wait_for_timeout(100)  # the poll of a condition, not a guess at a time
    raise AssertionError(f"{path.name} was not written")


@pytest.mark.parametrize("shape", ["imuran_edu.py", "imuran_edu/__init__.py", "yaml.py"])
def test_files_that_would_be_imported_instead_of_the_course_stop_it(
    page: Page, lab: Lab, shape: str
) -> None:
    """A copy of our lesson has our signature wherever it lies; what lies beside it has not."""
    folder = lab.root / f"copy-{shape.split('.')[0].replace('/', '-')}"
    folder.mkdir()
    shutil.copy(COURSE / "notebooks" / "00_start_here.ipynb", folder / "lesson.ipynb")
    trace = folder / "ran.txt"
    file = folder / shape
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"open({str(trace)!r}, 'w').close()\n")
    page.goto(lab.url(f"{folder.name}/lesson.ipynb"))
    expect(page.get_by_role("button", name="Start this lesson")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(shape.split("/")[0].split(".")[0]).first).to_be_visible()
    wait_for_kernel(page)
    assert not trace.exists()


def test_a_clean_copy_of_a_signed_lesson_comes_alive(page: Page, lab: Lab) -> None:
    """The other tests would pass if nothing ever ran."""
    folder = lab.root / "clean-copy"
    folder.mkdir()
    shutil.copy(COURSE / "notebooks" / "00_start_here.ipynb", folder / "lesson.ipynb")
    page.goto(lab.url("clean-copy/lesson.ipynb"))
    expect(page.locator(".imuran").first).to_be_visible(timeout=PATIENCE)


def test_a_notebook_without_our_mark_is_left_alone(page: Page, lab: Lab) -> None:
    path, trace = stranger(lab, "unmarked")
    file = lab.root / path
    notebook = json.loads(file.read_text())
    del notebook["metadata"]["imuran_edu"]
    file.write_text(json.dumps(notebook))
    page.goto(lab.url(path))
    wait_for_kernel(page)
    expect(page.get_by_role("button", name="Start this lesson")).to_have_count(0)
    assert not trace.exists()
