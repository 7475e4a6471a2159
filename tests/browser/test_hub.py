"""A class on a real JupyterHub: a whole assignment in the browser, and every door tried."""

from __future__ import annotations

import json
import pwd
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, Response, expect

from imuran_edu.questions import Bank, load_bank
from imuran_edu.server.hub import account_name, read_settings
from tests.browser.hub import Classroom, Hub, classroom, missing, running_hub
from tests.browser.lab import PATIENCE, free_port
from tests.browser.test_lessons import answer_rightly

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOTE = "It takes weeks, since active metabolites build up slowly."
POINTS = 3  # what the instructor gives for the note
TERMINAL = """async ({base, token, line}) => {
  const headers = {'X-XSRFToken': token};
  const made = await (await fetch(base + 'api/terminals', {method: 'POST', headers})).json();
  const url = base.replace('http', 'ws') + 'terminals/websocket/' + made.name;
  return await new Promise((done, failed) => {
    const socket = new WebSocket(url);
    let text = '';
    socket.onopen = () => socket.send(JSON.stringify(['stdin', line + '; echo DO""NE\\r']));
    socket.onerror = () => failed(new Error('no terminal'));
    socket.onmessage = (event) => {
      const [kind, part] = JSON.parse(event.data);
      if (kind === 'stdout') text += part;
      if (/DONE\\r?\\n/.test(text)) { socket.close(); done(text); }
    };
  });
}"""


DATES = """\
zone: Europe/Berlin
assignments:
  mechanism:
    due: 2099-01-01 23:59
    students: {{{student}: {{due: 2099-01-03 23:59}}}}
"""


@pytest.fixture(scope="module")
def room() -> Iterator[Classroom]:
    if reason := missing():
        pytest.skip(reason)
    with classroom() as made:
        yield made


@pytest.fixture(scope="module")
def hub(room: Classroom) -> Iterator[Hub]:
    dates = room.course / "deadlines.yaml"
    dates.write_text(DATES.format(student=room.students[0]))
    shutil.chown(dates, room.instructor, room.instructor)
    for command in (
        ("nbgrader", "generate_assignment"),
        ("imuran-edu", "dates"),
        ("nbgrader", "release_assignment"),
    ):
        room.run_as(room.instructor, room.course, *command, "mechanism")
    with running_hub(room) as running:
        yield running


@pytest.fixture(scope="module")
def bank(room: Classroom) -> Bank:
    return load_bank(room.course.parent / "quizzes" / "graded" / "mechanism.yaml")


@dataclass
class Desk:
    """Somebody at a browser, signed in."""

    account: str
    page: Page
    hub: Hub

    @property
    def token(self) -> str:
        """The mark that this server wants with each change, as its own pages send it."""
        return str(self.page.evaluate("() => (/_xsrf=([^;]+)/.exec(document.cookie) || [])[1]"))

    def terminal(self, line: str) -> str:
        """Type a line into a terminal of this person's own server; return what is shown."""
        base = self.hub.own(self.account, "")
        asked = {"base": base, "token": self.token, "line": line}
        return str(self.page.evaluate(TERMINAL, asked))


@pytest.fixture(scope="module")
def desks(browser: Browser, hub: Hub) -> Iterator[dict[str, Desk]]:
    """Two students and the instructor, each with a browser of their own, at their start page."""
    bea, cai = hub.room.students
    contexts, made = [], {}
    for role, account in (("ada", hub.room.instructor), ("bea", bea), ("cai", cai)):
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}))
        page = contexts[-1].new_page()
        page.goto(f"{hub.address}/hub/login")
        page.get_by_label("Username").fill(account)
        page.get_by_label("Password").fill(hub.room.environment["IMURAN_HUB_DUMMY_PASSWORD"])
        page.get_by_role("button", name="Sign in").click()
        made[role] = Desk(account, page, hub)
    menu = made["ada"].page.get_by_role("menuitem", name="Nbgrader", exact=True)
    expect(menu).to_be_visible(timeout=PATIENCE)  # the three servers start side by side
    for role in ("bea", "cai"):
        expect(made[role].page.locator(".imuran:visible").first).to_be_visible(timeout=PATIENCE)
    yield made
    for context in contexts:
        context.close()


def leave_lesson(page: Page) -> None:
    """Go from a lesson, which fills the window, to JupyterLab with its menus."""
    # before JupyterLab is there, the notebook would open in a tab of its own
    expect(page.locator(".imr-document")).to_be_attached(timeout=PATIENCE)
    page.get_by_role("button", name="Show as a notebook in JupyterLab").click(timeout=PATIENCE)


def from_menu(page: Page, entry: str) -> None:
    """Choose an entry of the menu Nbgrader."""
    page.get_by_role("menuitem", name="Nbgrader", exact=True).click()
    page.locator(".lm-Menu-itemLabel").get_by_text(entry, exact=True).click()


def assignment_list(page: Page) -> None:
    """Bring the list of assignments to the front, with what is in the exchange now."""
    from_menu(page, "Assignment List")
    page.locator("#refresh_assignments_list").click()


def hand_in(desk: Desk, bank: Bank, screenshots: Path) -> None:
    """List, fetch, answer and submit, as a student does."""
    page = desk.page
    assignment_list(page)
    page.get_by_role("button", name="Fetch", exact=True).click(timeout=PATIENCE)
    expect(page.get_by_role("button", name="Submit", exact=True)).to_be_visible(timeout=PATIENCE)
    page.goto(desk.hub.own(desk.account, "lab/tree/mechanism/mechanism.ipynb"))
    cards = page.locator(".imuran[data-mode='graded']")
    expect(cards).to_have_count(len(bank.questions), timeout=PATIENCE)
    for number, question in enumerate(bank.questions):
        place = cards.nth(number)
        if question.type == "written":
            place.get_by_role("textbox").fill(NOTE)
        elif question.type == "single":
            answer_rightly(page, place, question, question.type)
        else:
            continue
        status = place.locator(".imuran-status").last
        expect(status).to_contain_text(re.compile(r"Saved \d\d:\d\d"), timeout=PATIENCE)
    card = page.locator(".imr-card-due")
    own = desk.account == desk.hub.room.students[0]
    told = "Due for you: Saturday" if own else "Due: Thursday"
    expect(card).to_contain_text(told, timeout=PATIENCE)
    page.screenshot(path=screenshots / "hub_assignment.png")
    page.get_by_role("button", name="Submit to your class").click(timeout=PATIENCE)
    expect(page.locator(".imr-card-said")).to_contain_text("Submitted at", timeout=PATIENCE)


def formgrader(page: Page) -> FrameLocator:
    """Open formgrader inside JupyterLab."""
    from_menu(page, "Formgrader")
    return page.frame_locator("iframe")


def press(frame: FrameLocator, row: str, button: str, done: str) -> None:
    """Press a button of a row, and close the window that tells that it is done."""
    line = frame.get_by_role("row").filter(has_text=row)
    line.locator(f".{button} a").click(timeout=PATIENCE)
    expect(frame.get_by_text(re.compile(done)).first).to_be_visible(timeout=PATIENCE)
    frame.get_by_role("button", name="OK").last.click()
    expect(frame.locator(".modal-backdrop")).to_have_count(0, timeout=PATIENCE)


def test_a_class_from_list_to_feedback(
    desks: dict[str, Desk], room: Classroom, bank: Bank, screenshots: Path
) -> None:
    ada, bea, cai = desks["ada"], desks["bea"], desks["cai"]

    # a student begins at the start page, alive, in lessons of her own
    expect(bea.page).to_have_url(re.compile("imuran-course/notebooks/00_start_here"))
    expect(bea.page.locator(".imuran:visible").first).to_be_visible(timeout=PATIENCE)
    bea.page.screenshot(path=screenshots / "hub_start.png")
    for desk in (bea, cai):
        leave_lesson(desk.page)
        desk.page.get_by_role("menuitem", name="Nbgrader", exact=True).click()
        expect(
            desk.page.locator(".lm-Menu-itemLabel").get_by_text("Assignment List")
        ).to_be_visible()
        expect(desk.page.locator(".lm-Menu-itemLabel").get_by_text("Formgrader")).to_have_count(0)
        desk.page.keyboard.press("Escape")
        hand_in(desk, bank, screenshots)

    # the instructor, who opens no terminal: collect, grade, read the notes
    frame = formgrader(ada.page)
    press(frame, "mechanism", "collect", "Successfully collected")
    line = frame.get_by_role("row").filter(has_text="mechanism")
    line.locator(".num-submissions a").click()
    for desk in (bea, cai):
        press(frame, desk.account, "autograde", "Successfully autograded")
    ada.page.screenshot(path=screenshots / "hub_formgrader.png")
    note = next(each for each in bank.questions if each.type == "written")
    frame.get_by_role("link", name="Manual Grading").click()
    for depth, link in ((1, "mechanism"), (2, "mechanism"), (3, "Submission #1")):
        expect(frame.locator(".breadcrumb li")).to_have_count(depth, timeout=PATIENCE)
        rows = frame.locator("#main-table")
        rows.get_by_role("link", name=link, exact=True).click(timeout=PATIENCE)
    for number in (1, 2):
        expect(frame.get_by_text(f"Submission {number} / 2")).to_be_visible(timeout=PATIENCE)
        expect(frame.get_by_text("active metabolites build up").first).to_be_visible()
        points = frame.locator(f"input.score[id='{note.id}']")
        # JupyterLab saves its workspace by PUT too
        with ada.page.expect_response(
            lambda answer: answer.request.method == "PUT" and "/formgrader/api/grade" in answer.url
        ):
            points.fill(str(POINTS))
            points.blur()
        points.scroll_into_view_if_needed()
        ada.page.screenshot(path=screenshots / "hub_manual_grading.png")
        frame.locator("li.next a").first.click()

    # and gives it back
    ada.page.goto(hub_page(ada))
    frame = formgrader(ada.page)
    for button, done in (
        ("generate-feedback", "Successfully generated feedback"),
        ("release-feedback", "Successfully released feedback"),
    ):
        press(frame, "mechanism", button, done)

    # the student reads it: the scores, the points for the note, no key
    right = sum(each.points for each in bank.questions if each.type == "single")
    leave_lesson(bea.page)
    assignment_list(bea.page)
    bea.page.get_by_role("button", name="Fetch Feedback").click(timeout=PATIENCE)
    bea.page.get_by_text("view feedback").click(timeout=PATIENCE)
    bea.page.locator(".jp-DirListing-item").filter(has_text="mechanism.html").dblclick(
        timeout=PATIENCE
    )
    shown = bea.page.frame_locator(".jp-HTMLViewer iframe").locator("body")
    expect(shown).to_contain_text(f"Score: {right + POINTS:g}", timeout=PATIENCE)
    expect(shown).to_contain_text("active metabolites build up")
    bea.page.screenshot(path=screenshots / "hub_feedback.png")
    [feedback] = room.home(bea.account).glob("mechanism/feedback/*/mechanism.html")
    assert not [each for each in bank.questions if each.rationale[:40] in feedback.read_text()]


def hub_page(desk: Desk, path: str = "lab?reset") -> str:
    return desk.hub.own(desk.account, path)


def test_a_student_finds_every_other_door_closed(desks: dict[str, Desk], room: Classroom) -> None:
    """After the class above, so that there is something behind each door."""
    ada, bea, cai = desks["ada"], desks["bea"], desks["cai"]
    hub, page = bea.hub, bea.page
    page.goto(hub_page(bea))

    # by address: other people's servers, and formgrader on one's own
    inside = ["lab", "formgrader", "formgrader/api/assignments", "api/contents", "terminals/new/1"]
    for owner in (ada, cai):
        for path in [*inside, "files/mechanism/responses.json"]:
            assert page.request.get(hub.own(owner.account, path)).status in (403, 404), path
    for path in ("formgrader", "formgrader/api/assignments", "formgrader/gradebook"):
        assert page.request.get(hub.own(bea.account, path)).status == 404, path
    assert ada.page.request.get(hub.own(ada.account, "formgrader")).status == 200
    for path in ("admin", "api/users", f"api/users/{cai.account}"):
        assert page.request.get(f"{hub.address}/hub/{path}").status in (403, 404), path

    # by a program: as whoever types into a terminal or runs a cell
    homes = {desk.account: room.home(desk.account) for desk in (ada, bea, cai)}
    checkout, theirs = homes[ada.account] / "imuran", homes[cai.account]
    doors = [
        homes[ada.account],
        checkout / "quizzes" / "graded",
        checkout / "quizzes" / "graded" / "mechanism.yaml",
        room.course / "source" / "mechanism" / "mechanism.ipynb",
        room.course / "gradebook.db",
        room.course / "submitted" / cai.account / "mechanism" / "responses.json",
        room.course / "feedback" / cai.account / "mechanism" / "mechanism.html",
        theirs,
        theirs / "mechanism" / "responses.json",
        room.exchange / "imuran" / "inbound",
        room.exchange / "imuran" / "feedback",
        hub.state,
        hub.state / "jupyterhub.sqlite",
        hub.state / "cookie_secret",
    ]
    own = homes[bea.account] / "mechanism" / "responses.json"
    found = read_each(bea, [own, *doors])
    assert found.pop(own) == "OPEN"
    assert found == dict.fromkeys(doors, "CLOSED")
    moved = bea.terminal(f"cd {room.exchange} && mv imuran mine || echo KEPT; rmdir imuran/inbound")
    assert "KEPT" in moved
    assert (room.exchange / "imuran" / "inbound").is_dir()

    # by the server's own file service, plainly and through a link
    bea.terminal(f"ln -s {homes[ada.account]} ~/ada; ln -s {theirs} ~/cai; ln -s / ~/all")
    for path in (
        f"..%2F{ada.account}%2Fimuran%2Fcourse%2Fgradebook.db",
        "ada/imuran/course/gradebook.db",
        "ada/imuran/quizzes/graded/mechanism.yaml",
        "cai/mechanism/responses.json",
        f"all{theirs}/mechanism/responses.json",
    ):
        for service in ("api/contents", "files"):
            answer = page.request.get(hub.own(bea.account, f"{service}/{path}"))
            assert answer.status >= 400, path
            assert "answers" not in answer.text()
    assert page.request.get(hub.own(bea.account, "api/contents/mechanism")).status == 200


def read_each(desk: Desk, paths: list[Path]) -> dict[Path, str]:
    """Try to read each file and to list each folder in a terminal; say which opened."""
    for path in paths:
        assert path.exists(), path  # a door that is not there proves nothing
    listed = " ".join(map(str, paths))
    line = f"for p in {listed}; do (cat $p || ls $p) >/dev/null 2>&1 && echo $p OPEN || "
    shown = desk.terminal(line + "echo $p CLOSED; done")
    pairs = re.findall(r"(/\S+) (OPEN|CLOSED)\r", shown)
    return {Path(path): state for path, state in pairs}


LISTEN = """
import json, sys, time, zmq
ports = json.loads(sys.argv[1])
socket = zmq.Context().socket(zmq.SUB)
socket.subscribe(b"")
for port in ports:
    socket.connect(f"tcp://127.0.0.1:{port}")
print("listening", flush=True)
heard = 0
while socket.poll(8000):
    heard += len(b"".join(socket.recv_multipart()))
print("heard", heard)
"""


def test_no_other_account_hears_what_a_kernel_says(desks: dict[str, Desk], room: Classroom) -> None:
    """The ports of a kernel are open to every account; what passes there must not be readable."""
    bea, (_, cai) = desks["bea"], room.students
    lesson = "lab/tree/imuran-course/notebooks/00_start_here.ipynb?factory=Notebook"
    bea.page.goto(hub_page(bea, lesson))
    # the questions of a notebook come from its kernel
    expect(bea.page.locator(".jp-Notebook .imuran:visible").first).to_be_visible(timeout=PATIENCE)
    ports = set()
    for file in room.home(bea.account).rglob("kernel-*.json"):
        told = json.loads(file.read_text())
        assert told["curve_publickey"], "the kernel's transport is encrypted"
        ports.add(told["iopub_port"])
    assert ports, "a kernel runs"
    with subprocess.Popen(
        [str(room.bin / "python"), "-c", LISTEN, json.dumps(sorted(ports))],
        user=cai,
        group=cai,
        extra_groups=[],
        env={"HOME": str(room.home(cai))},
        stdout=subprocess.PIPE,
        text=True,
    ) as listener:
        assert listener.stdout and listener.stdout.readline() == "listening\n"
        bea.page.locator(".jp-Notebook .jp-Cell").first.click()
        for _ in range(4):
            bea.page.keyboard.press("Shift+Enter")  # runs a cell
        assert listener.stdout.readline() == "heard 0\n"


@pytest.fixture
def platform(room: Classroom) -> Iterator[str]:
    """The address of a learning platform that launches the hub."""
    port = free_port()
    script = Path(__file__).with_name("lti_platform.py")
    process = subprocess.Popen([str(room.bin / "python"), str(script), str(port), "client-7"])
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def test_a_learning_platform_signs_people_in(
    browser: Browser, room: Classroom, platform: str
) -> None:
    """LTI 1.3 as a platform does it: launch, redirect, signed token, an account and a server."""
    settings = {
        "IMURAN_HUB_SIGN_IN": "lti",
        "IMURAN_HUB_DUMMY_PASSWORD": "",
        "IMURAN_HUB_INSTRUCTOR_SIGN_IN": "Prof. Ada",
        "IMURAN_HUB_LTI_CONTEXT": "pharmacy-2",
        "LTI13_ISSUER": platform,
        "LTI13_CLIENT_ID": "client-7",
        "LTI13_AUTHORIZE_URL": f"{platform}/authorize",
        "LTI13_JWKS_URL": f"{platform}/jwks",
    }
    read, problems = read_settings({**room.environment, **settings})
    assert problems == []
    name = f"{room.tag.upper()} Bea@School"  # no name for an account: she gets a digest
    account = account_name(read, name)
    with running_hub(room, **settings) as hub:

        def launch(hint: str) -> tuple[Page, Response]:
            page = browser.new_context().new_page()
            asked = {"iss": platform, "login_hint": hint, "client_id": "client-7"}
            asked["target_link_uri"] = f"{hub.address}/hub"
            with page.expect_response(lambda answer: answer.request.method == "POST") as callback:
                page.goto(f"{hub.address}/hub/lti13/oauth_login?{urlencode(asked)}")
            return page, callback.value

        for hint in (f"forged:{name}", f"elsewhere:{name}"):
            page, answer = launch(hint)
            assert answer.status >= 400, hint
            assert page.request.get(f"{hub.address}/hub/api/user").status in (401, 403)
        page, answer = launch(name)
        try:
            assert answer.status == 302
            expect(page).to_have_url(re.compile(f"/user/{account}/lab"), timeout=PATIENCE)
            home = pwd.getpwnam(account).pw_dir
            assert stat.S_IMODE(Path(home).stat().st_mode) == 0o700
            page, answer = launch("Prof. Ada")
            expect(page).to_have_url(re.compile(f"/(user|spawn.*)/{room.instructor}"))
            said = hub.log.read_text(errors="replace")
            for line in (f"line_items: {platform}/items", f"members: {platform}/members"):
                assert line in said  # the guide looks for them, to give grades back
        finally:
            room.made.append(account)


def test_the_hub_does_not_start_while_students_could_read_the_keys(room: Classroom) -> None:
    home = room.home(room.instructor)
    start = ("jupyterhub", "-f", str(room.base / "etc" / "jupyterhub_config.py"))
    home.chmod(0o755)
    try:
        refused = room.run(*start, check=False)
        told = room.run("imuran-edu", "hub", "check", check=False)
    finally:
        home.chmod(0o700)
    assert refused.returncode != 0
    line = f"{room.course.parent}/quizzes/graded: students can read it; mend it with: "
    assert f"{line}chmod go= {home}\n" in refused.stderr
    assert told.returncode == 1
    assert f"{line}chmod go= {home}\n" in told.stdout
    assert "cannot read" in room.run("imuran-edu", "hub", "check").stdout
