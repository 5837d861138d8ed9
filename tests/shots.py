"""Make the README's screenshots from a fresh demo: real window, made-up people."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"
HOME = Path(tempfile.mkdtemp())
os.environ["XDG_DATA_HOME"] = str(HOME / "data")

from PySide6.QtCore import QEventLoop  # noqa: E402 - the platform is chosen first
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton  # noqa: E402

from app.bootstrap import build, build_made_up  # noqa: E402
from app.demo.making import make_demo  # noqa: E402
from app.pages import door, places  # noqa: E402
from app.system.resources import resource  # noqa: E402
from app.ui.application import make_window  # noqa: E402
from app.ui.kit.fields import TextBox  # noqa: E402
from app.ui.theme.style import THEMES, Look  # noqa: E402

SHOTS = resource("shots")
FIRST_PAGE = (
    "Fewer choices made for people at meals.",
    "People choose at most meals; we watched again and saw it.",
    "Nights are watched too seldom.",
)
SIZES = ((1366, 768, 100), (1024, 640, 100), (1366, 768, 150))
"""Width, height and text size of the pictures of every screen."""
CALM = 5
"""How often in a row nothing runs before all is drawn."""


class Camera:
    """Drives the window and keeps pictures of it."""

    def __init__(self) -> None:
        people = make_demo(HOME / "vault", build_made_up, staff=12, months=5, seed=1)
        self.secrets = {person.name: person for person in people}
        self.app = QApplication([])
        self.window = make_window(self.app, partial(build, HOME / "vault"), resource(), HOME / "look.json")
        self.context = self.window._context
        self.window.show()

    def settle(self, seconds: float = 0.4) -> None:
        """Wait so long, and until nothing runs and what came of it has asked for nothing more."""
        end, calm = time.monotonic() + seconds, 0
        while time.monotonic() < end or calm < CALM:
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            calm = 0 if self.context.tasks.busy else calm + 1

    def press(self, text: str) -> None:
        self.settle()
        next(
            b for b in self.window.findChildren(QPushButton) if b.isVisible() and b.text().startswith(text)
        ).click()
        self.settle()

    def keep(self, name: str) -> None:
        self.settle(0.8)
        self.window.grab().save(str(SHOTS / f"{name}.png"))

    def look(self, theme: str, scale: int) -> None:
        self.context.look_changed.emit(Look(theme=theme, scale=scale))


def every_screen(camera: Camera, to: Path) -> None:
    """Keep a picture of every place, in every theme and at three sizes: to be looked at."""
    from tests.ui.test_every_place import EXAMPLES, _world  # noqa: PLC0415 - the tests' own list of places

    ruth, window = camera.secrets["Ruth Alder"], camera.window
    camera.context.call(camera.context.signed_in.emit, door.open_records, ruth.name, ruth.passphrase or "")
    camera.settle(1)
    world = _world(window)
    for theme in THEMES:
        for width, height, scale in SIZES:
            camera.look(theme, scale)
            window.resize(width, height)
            folder = to / f"{theme}-{width}x{height}-{scale}"
            folder.mkdir(parents=True, exist_ok=True)
            for place, example in EXAMPLES.items():
                window.go(example(world))
                camera.settle(0.3)
                window.grab().save(str(folder / f"{place.screen()}.png"))


def main() -> int:
    """Take the README's pictures; with a folder named, one of every screen in every look instead."""
    SHOTS.mkdir(exist_ok=True)
    camera = Camera()
    if len(sys.argv) > 1:
        every_screen(camera, Path(sys.argv[1]))
        camera.window.close()
        shutil.rmtree(HOME, ignore_errors=True)
        return 0
    camera.look("light", 100)
    camera.settle(1)
    ruth, window = camera.secrets["Ruth Alder"], camera.window
    camera.context.call(camera.context.signed_in.emit, door.open_records, ruth.name, ruth.passphrase or "")
    camera.settle(1)
    camera.keep("today")
    people = {person.name: person for person in camera.context.house.people.list(camera.context.actor)}
    window.go(places.Due())
    camera.keep("due")
    window.go(places.Coaching(person_id=people["Amira Hazel"].id))
    camera.settle(0.6)
    coaching: Any = window._going.screens[places.Coaching]
    coaching._areas[1][1].setChecked(True)
    coaching._answers._inputs["log.happened"].named.setPlainText(
        "Worked alongside at breakfast. CD-02 was shown both packets and pointed to the oats."
    )
    coaching._next.setText("Show two drinks at tea and wait")
    camera.keep("coaching")
    window.go(places.Observe(person_id=people["Amira Hazel"].id, form_id="active_support"))
    camera.press("Next: Watch")
    observe: Any = window._going.screens[places.Observe]
    for item, level in zip(observe._rows._ratings, ("yes", "partly", "yes", "did_not_see"), strict=False):
        item._radios[level].click()
    camera.keep("observe")
    window.go(places.Meeting(person_id=people["Meera Neem"].id))
    camera.press("Next: Talk")
    screen: Any = window._going.screens[places.Meeting]
    sections = next(w for w in window.findChildren(QListWidget) if w.isVisible())
    sections.setCurrentRow(next(n for n in range(sections.count()) if "Practice" in sections.item(n).text()))
    screen._answers._inputs["practice.gone_well"].named.setPlainText(
        "Put two cereal packets where CD-02 could reach, and waited. CD-02 chose."
    )
    for key, place in (("not_right", 0), ("speaking_up", 0), ("candour", 1)):
        screen._answers._inputs[f"safe.{key}"].named.buttons()[place].click()
    for old in screen._talking.old._rows if screen._talking.old is not None else ():
        old._choice.buttons()[0].click()
    camera.keep("talk")
    camera.press("Next: Agree")
    camera.press("Next: Read back")
    camera.press("Go on to signing")
    camera.press("Meera is here")
    sign: Any = window._going.screens[places.Sign]
    sign._answer._choice.buttons()[0].click()
    camera.press("Read it as it will be sealed")
    camera.keep("sign")
    sign._sheet._pad._name.setText("Meera Neem")
    sign._sheet._pin.setText(camera.secrets["Meera Neem"].pin)
    camera.press("Sign as")
    sign._sheet._pad._name.setText("Ruth Alder")
    sign._sheet._pin.setText(ruth.pin)
    camera.press("Sign as")
    window.go(places.Evidence())
    camera.keep("evidence")
    window.go(places.Pack())
    camera.press("Next")
    asked = (box for box in window.findChildren(TextBox) if box.isVisible())
    for box, said in zip(asked, FIRST_PAGE, strict=True):
        box.setPlainText(said)
    for _ in range(2):
        camera.press("Next")
        camera.settle(1)
    camera.keep("pack")
    window.go(places.Quality())
    camera.keep("quality")
    files = camera.context.house.transfer.export(camera.context.actor, HOME / "out")
    window.go(places.Check())
    check: Any = window._going.screens[places.Check]
    check.check(files[0])
    camera.keep("check")
    camera.look("dark", 130)
    window.go(places.Today())
    camera.keep("dark")
    window.close()
    shutil.rmtree(HOME, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
