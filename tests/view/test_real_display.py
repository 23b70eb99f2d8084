"""The command as a person starts it: a window on a display of its own, with keys pressed and pixels looked at.

The display is Xvfb, which keeps what it shows in a file; the keys are xdotool's.  Where either is missing, all of this
is left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pygame
import pytest
from numpy.typing import NDArray

from sim.view.palettes import PRINTED

ROOT = Path(__file__).resolve().parent.parent.parent
MISSING = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"needs {' and '.join(MISSING)}, to press keys as a person does")
PATIENCE = 60
"""Seconds after which something that should be seen is not coming any more, on however busy a machine."""
BUTTON = (1117, 696)
"""A pixel of the button "Take command here", beside its words."""
IDLE_SECONDS, MOST_IDLE = 4, 0.05
SOME, MUCH = 20, 50_000
"""Pixels that differ where a cursor has moved on, and where another screen is shown."""


class Display:
    """A display, and the window in it."""

    def __init__(self, folder: Path) -> None:
        self.frame = folder / "Xvfb_screen0"
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-fbdir", str(folder)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self.server.stdout is not None
        number = self.server.stdout.readline().strip()
        left_out = ("SDL_VIDEODRIVER", "WAYLAND_DISPLAY")
        self.environment = {name: value for name, value in os.environ.items() if name not in left_out}
        self.environment |= {
            "DISPLAY": f":{number}", "ABUKAMAL_DATA_DIR": str(folder / "kept"), "SDL_AUDIODRIVER": "dummy",
        }  # fmt: skip
        self.window: subprocess.Popen[str] | None = None

    def open(self, *arguments: str) -> None:
        """Start the command, and wait for its window."""
        self.window = subprocess.Popen(
            [sys.executable, "-m", "sim.cli", *arguments], cwd=ROOT, env=self.environment, stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        self._do("mousemove", "1276", "796")  # where there is nothing to hint at
        self.changes(np.zeros((800, 1280, 3), np.uint8), MUCH)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        self._do("key", "--delay", "80", *keys)

    def picture(self) -> NDArray[np.uint8]:
        """Return what the display shows: the file is a dump of X, a header, its colours and the rows of pixels."""
        raw = self.frame.read_bytes()
        header = np.frombuffer(raw, ">u4", count=25)
        start = int(header[0] + 12 * header[19])
        rows = np.frombuffer(raw, np.uint8, count=int(header[12] * header[5]), offset=start)
        return rows.reshape(int(header[5]), -1, 4)[:, : int(header[4]), :3]

    def changes(self, before: NDArray[np.uint8], pixels: int) -> NDArray[np.uint8]:
        """Wait until what is shown differs in so many pixels and stays as it is; return it."""
        self.wait(lambda: different(before, self.picture()) >= pixels)
        return self.rest()

    def returns(self, before: NDArray[np.uint8]) -> None:
        """Wait until the same is shown as before, to the pixel."""
        self.wait(lambda: different(before, self.picture()) == 0)

    def rest(self) -> NDArray[np.uint8]:
        """Wait until nothing moves for as long as a film takes for three impulses; return what is shown."""
        seen = [self.picture()]

        def still() -> bool:
            time.sleep(0.5)
            seen.append(self.picture())
            return len(seen) > 3 and all(different(seen[-1], one) == 0 for one in seen[-4:-1])

        self.wait(still)
        return seen[-1]

    def film(self) -> NDArray[np.uint8]:
        """Wait until a film is shown, not only made: the button by which one takes command is blue; return it."""
        accent = tuple(pygame.Color(PRINTED.accent))[2::-1]
        self.wait(lambda: tuple(self.picture()[BUTTON[1], BUTTON[0]].tolist()) == accent)
        return self.rest()

    def wait(self, done: Callable[[], bool]) -> None:
        """Wait for something; complain where the window has gone or it does not come."""
        assert self.window is not None
        end = time.monotonic() + PATIENCE
        while not done():
            assert self.window.poll() is None, "the window has gone"
            assert time.monotonic() < end, "what should be seen does not come"
            time.sleep(0.05)

    def busy(self) -> float:
        """Return the seconds for which the window has had the processor."""
        assert self.window is not None
        fields = Path(f"/proc/{self.window.pid}/stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        """End both, whatever they are at."""
        for process in (self.window, self.server):
            if process is not None:
                process.kill()
                process.wait()
                for stream in (process.stdout, process.stderr):
                    if stream is not None:
                        stream.close()

    def _do(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.environment, check=True, timeout=PATIENCE, capture_output=True)


def different(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> int:
    return int((one != other).any(axis=2).sum())


@pytest.fixture
def display(tmp_path: Path) -> Iterator[Display]:
    """Return a display; what runs in it is ended afterwards."""
    found = Display(tmp_path)
    yield found
    found.close()


def test_the_window_answers_to_keys_and_is_left_in_peace(display: Display) -> None:
    """From the menu to the film of the raid, play and pause, an impulse on and back, help, and out again."""
    display.open()
    menu = display.rest()
    display.press("Tab", "Tab", "Tab", "Return")
    film = display.film()
    assert different(menu, film) >= MUCH
    display.press("space")
    display.wait(lambda: different(film, display.picture()) >= SOME)
    seen = display.picture()
    display.wait(lambda: different(seen, display.picture()) >= SOME)  # it plays on by itself
    display.press("space")
    paused = display.rest()
    display.press("Right")
    assert different(display.changes(paused, SOME), film) >= SOME
    display.press("Left")
    display.returns(paused)
    display.press("F1")
    display.changes(paused, MUCH)
    display.press("Escape")
    display.returns(paused)
    display.press("Escape")
    display.changes(paused, MUCH)
    display.press("Escape")
    assert display.window is not None
    assert display.window.stderr is not None
    assert display.window.wait(PATIENCE) == 0
    assert display.window.stderr.read() == ""


def test_a_window_that_nobody_touches_leaves_the_processor_alone(display: Display) -> None:
    display.open("watch", "day-of-wrath")
    display.film()
    time.sleep(1)  # hints may still come for a moment after the last event
    before = display.busy()
    time.sleep(IDLE_SECONDS)
    share = (display.busy() - before) / IDLE_SECONDS
    assert share < MOST_IDLE, f"{100 * share:.1f} %"
