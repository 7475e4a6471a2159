"""Nothing runs in a notebook that its reader's Jupyter does not trust, whatever it says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import COURSE, PATIENCE, Lab, save

pytestmark = pytest.mark.browser


def stranger(lab: Lab, folder: str) -> tuple[str, Path]:
    """Lay out a notebook that carries our mark and would leave a trace if it ran."""
    place = lab.root / folder
    place.mkdir()
    trace = place / "ran.txt"
    notebook = json.loads((COURSE / "notebooks" / "00_start_here.ipynb").read_text())
    code = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    code["source"] = f"from imuran_edu import quiz; open({str(trace)!r}, 'w').close()"
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


def test_saving_an_untrusted_notebook_does_not_make_it_run(page: Page, lab: Lab) -> None:
    """Jupyter signs a notebook without outputs when it is saved; that is not trust."""
    path, trace = stranger(lab, "saved")
    page.goto(lab.url(path))
    expect(page.get_by_role("button", name="Start this lesson")).to_be_visible(timeout=PATIENCE)
    wait_for_kernel(page)
    page.locator(".jp-MarkdownCell").first.click()
    page.keyboard.press("b")  # a cell more, so that there is something to save
    save(page)
    page.goto(lab.url(path))
    expect(page.get_by_role("button", name="Start this lesson")).to_be_visible(timeout=PATIENCE)
    wait_for_kernel(page)
    assert not trace.exists()


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
