"""Three quiet tones that nothing depends on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pygame
import pytest

from sim.view.app import App
from sim.view.opened import opened
from sim.view.screens.opening import taken_over
from sim.view.screens.options import Options
from sim.view.settings import NAME, Settings, load_settings
from sim.view.sound import LOUDEST, RATE, TONES, VOLUMES, Sound, samples


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Play into the void instead of a sound card."""
    monkeypatch.setitem(os.environ, "SDL_AUDIODRIVER", "dummy")
    yield
    pygame.mixer.quit()


@pytest.mark.parametrize("name", sorted(TONES))
def test_a_tone_is_short_and_quiet_and_does_not_click(name: str) -> None:
    tone = samples(name).astype(int)
    assert len(tone) / RATE < 0.3
    assert 1000 < np.abs(tone).max() <= LOUDEST * 32767
    assert abs(tone[0]) + abs(tone[-1]) < 200
    assert np.abs(np.diff(tone)).max() < 4000


@pytest.mark.usefixtures("card")
def test_a_tone_is_heard_as_loud_as_was_asked() -> None:
    sound = Sound()
    assert [sound.play("planned", volume) for volume in VOLUMES] == [False, True, True]
    sound.close()


def test_off_the_mixer_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pygame.mixer, "init", lambda *args, **more: pytest.fail("it was opened"))
    assert not Sound().play("planned", "off")
    assert Settings().sound == "off"


@pytest.mark.parametrize("fault", [pygame.error("no device"), NotImplementedError("no mixer"), OSError("gone")])
def test_without_a_sound_card_there_is_silence(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    asked: list[int] = []

    def init(*args: object, **more: object) -> None:
        asked.append(1)
        raise fault

    pygame.mixer.quit()
    monkeypatch.setattr(pygame.mixer, "init", init)
    sound = Sound()
    assert [sound.play(name, "normal") for name in TONES] == [False] * 3
    assert asked == [1]
    sound.close()


def test_orders_and_turns_are_heard(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(app, "tone", heard.append)
    table = taken_over(app, opened("day-of-wrath"), 283, "opposition", "doctrine", 1)
    app.show(table)
    table.choose(table.hand.units[0])
    table.form.press("hold")
    table.form.press("hide")
    table.resolve(sure=True)
    assert heard == ["planned", "refused", "resolved"]


def test_the_volume_is_set_in_the_options_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = App(tmp_path)
    monkeypatch.setattr(app.sound, "play", lambda name, volume: heard.append((name, volume)))
    heard: list[tuple[str, str]] = []
    options = Options(app)
    app.show(options)
    app.draw()
    options.form.press("How it plays")
    options.form.press("quiet")
    assert load_settings(tmp_path).sound == "quiet"
    assert heard == [("planned", "quiet")]
    app.close()


@pytest.mark.parametrize("found", [True, "deafening", 3])
def test_a_volume_that_makes_no_sense_is_off(tmp_path: Path, found: object) -> None:
    (tmp_path / NAME).write_text(json.dumps({"sound": found}))
    assert load_settings(tmp_path).sound == "off"
