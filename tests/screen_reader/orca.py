"""Orca, a real screen reader, on a display that nobody sees: keys go in, what it says comes out.

Chromium runs in a window under Xvfb and tells AT-SPI what it shows, as on a student's computer;
Orca listens there and speaks to speech-dispatcher, whose dummy module is silent. What it says is
read from its debug log. On Debian: `apt-get install` what `PACKAGES` names.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.lab import CHROMIUM_FLAGS, find_chromium

PACKAGES = (
    "orca",
    "speech-dispatcher",
    "at-spi2-core",
    "dbus-daemon",
    "xvfb",
    "openbox",
    "xdotool",
)
PROGRAMS = ("orca", "speech-dispatcher", "dbus-daemon", "Xvfb", "openbox", "xdotool")
BUS = Path("/usr/libexec/at-spi-bus-launcher")
# no echo of keys, no reading on of a page by itself: what is said follows from a key or an event
SETTINGS = {
    "profile": ["Default", "default"],
    "enableKeyEcho": False,
    "sayAllOnLoad": False,
    "pageSummaryOnLoad": False,
    "enableTutorialMessages": False,
}
SPEECHD = """\
LogLevel 1
AudioOutputMethod "libao"
AddModule "dummy" "sd_dummy" ""
DefaultModule dummy
"""
# Orca runs this at its start, and then writes each line of its log at once
CUSTOM = """\
from orca import debug
debug.debugFile.reconfigure(line_buffering=True)
"""
SAID = re.compile(r"SPEECH OUTPUT: '(.*?)'(?: *\{.*\})?$", re.M)
OF_THE_BROWSER = re.compile(r"Loading\.|Finished loading|blank\.?$")
STILL = 1.5  # seconds without a word after which all is said: a live region waits for the focus
READING = 0.5  # the same where a line is read
PATIENCE = 3.0  # seconds until a key is answered; silence costs as much


def missing() -> list[str]:
    """Return the programs that are not there."""
    gone = [name for name in PROGRAMS if not shutil.which(name)]
    return gone if BUS.exists() else [*gone, BUS.name]


@dataclass
class Orca:
    """A screen reader that reads a browser.

    Attributes:
        browser: whose windows are on the display.
        log: where Orca writes what it does.
        environment: of the programs on that display.
        heard: all that was said, with the keys in square brackets.
    """

    browser: Browser
    log: Path
    environment: dict[str, str]
    heard: list[str] = field(default_factory=list)
    _read: int = 0
    _page: Page | None = None

    def press(self, *keys: str) -> list[str]:
        """Press keys one after the other, as on a keyboard; return what is said."""
        said = []
        for key in keys:
            self._key(key)
            words = self.listen()
            self.heard += [f"[{key}]", *words]
            said += words
        return said

    def listen(self, patience: float = PATIENCE, still: float = STILL) -> list[str]:
        """Return what is said from now on, until there is silence."""
        said: list[str] = []
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if words := self._new():
                said += words
                end = time.monotonic() + still
            time.sleep(0.05)  # the poll of a log, not a guess at a time
        return said

    def _new(self) -> list[str]:
        with self.log.open("rb") as file:
            file.seek(self._read)
            text = file.read()
        whole = text[: text.rfind(b"\n") + 1]
        self._read += len(whole)
        said = (each.strip() for each in SAID.findall(whole.decode(errors="replace")))
        return [each for each in said if each and not OF_THE_BROWSER.match(each)]

    def open(self, address: str) -> None:
        """Open a page in a new window."""
        self.show(self.browser.new_page(viewport={"width": 1000, "height": 800}))
        self.page.goto(address)
        self.start()

    def show(self, page: Page) -> None:
        """Turn to a page, and close the one before."""
        if self._page:
            self._page.context.close()
        self._page, self.heard = page, []
        page.bring_to_front()

    @property
    def page(self) -> Page:
        """The page that is read."""
        assert self._page is not None
        return self._page

    def start(self) -> None:
        """Go to the beginning of the page; what stands there is heard."""
        self.page.locator("h1:visible").first.click()
        self.listen(still=1)
        said, before = [], ["nothing"]
        for _ in range(6):
            if said and said == before:
                break
            self._key("ctrl+Home")
            said, before = self.listen(still=1), said
        self.heard += said

    def tab_to(self, selector: str, text: str = "", most: int = 30) -> None:
        """Press Tab until the focus is on such an element; only the last stop is kept."""
        reached = "([css, text]) => document.activeElement.matches(css) && "
        reached += "document.activeElement.textContent.startsWith(text)"
        for _ in range(most):
            self._key("Tab")
            said = self.listen()
            if self.page.evaluate(reached, [selector, text]):
                self.heard += ["[Tab]", *said]
                return
        raise AssertionError(f"Tab does not reach {selector} {text}")

    def _key(self, key: str) -> None:
        subprocess.run(["xdotool", "key", key], env=self.environment, check=True)

    def read(self, lines: int) -> list[str]:
        """Read on line by line, as many lines or to the end of the page."""
        said, silent = ["[reading on]"], 0
        for _ in range(lines):
            self._key("Down")
            words = self.listen(2, READING)
            silent = 0 if words else silent + 1
            if silent == 3:
                break
            said += words
        self.heard += said
        return said


@contextmanager
def orca(home: Path) -> Iterator[Orca]:
    """Start a display, a bus, Orca and Chromium of their own; end them by their process ids.

    Args:
        home: an empty folder, their home.
    """
    environment = _environment(home)
    with ExitStack() as stack:

        def start(*command: str, out: int | None = None) -> subprocess.Popen[str]:
            with (home / f"{Path(command[0]).name}.log").open("w") as log:
                started = subprocess.Popen(
                    command,
                    env=environment,
                    stdout=out or log,
                    stderr=log,
                    text=True,
                    start_new_session=True,
                )
            stack.callback(_end, started)
            return started

        environment["DISPLAY"] = ":" + _first_line(
            start("Xvfb", "-displayfd", "1", "-screen", "0", "1280x1000x24", out=subprocess.PIPE)
        )
        environment["DBUS_SESSION_BUS_ADDRESS"] = _first_line(
            start("dbus-daemon", "--session", "--nofork", "--print-address=1", out=subprocess.PIPE)
        )
        start("openbox")
        start("speech-dispatcher", "--run-single", "--communication-method", "unix_socket")
        start(str(BUS), "--launch-immediately", "--a11y=1", "--screen-reader=1")
        log = home / "speech.log"
        start("orca", "--replace", f"--debug-file={log}")
        _wait_for("Screen reader on", log)
        with sync_playwright() as playwright:
            flags = [*CHROMIUM_FLAGS, "--force-renderer-accessibility"]
            browser = playwright.chromium.launch(
                headless=False, executable_path=find_chromium(), args=flags, env=environment
            )
            try:
                yield Orca(browser, log, environment)
            finally:
                browser.close()


def _environment(home: Path) -> dict[str, str]:
    run = home / "run"
    run.mkdir(mode=0o700)
    orcas = home / ".local" / "share" / "orca"
    orcas.mkdir(parents=True)
    general = {**SETTINGS, "startingProfile": ["Default", "default"]}
    settings = {
        "general": general,
        "profiles": {"default": {**SETTINGS, "pronunciations": {}, "keybindings": {}}},
        "pronunciations": {},
        "keybindings": {},
    }
    (orcas / "user-settings.conf").write_text(json.dumps(settings))
    (orcas / "orca-customizations.py").write_text(CUSTOM)
    speech = home / ".config" / "speech-dispatcher"
    speech.mkdir(parents=True)
    (speech / "speechd.conf").write_text(SPEECHD)
    (home / ".libao").write_text("default_driver=null\n")
    own = {"HOME": str(home), "XDG_RUNTIME_DIR": str(run), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    gone = (
        "DISPLAY",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "DBUS_SESSION_BUS_ADDRESS",
        "NO_AT_BRIDGE",
    )
    return {**{k: v for k, v in os.environ.items() if k not in gone}, **own}


def _first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    if not line:
        raise RuntimeError(f"{process.args!r} did not start")
    return line


def _wait_for(words: str, log: Path, patience: float = 60) -> None:
    end = time.monotonic() + patience
    while not log.exists() or words not in log.read_text(errors="replace"):
        if time.monotonic() > end:
            raise RuntimeError(f"Orca does not say “{words}”; see {log}")
        time.sleep(0.1)  # the poll of a log, not a guess at a time


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
