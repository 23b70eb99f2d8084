"""Luck: pinned draws (the same on every platform for ever), even faces, right rates, no order of calls."""

from __future__ import annotations

import numpy as np
import pytest

from sim.base.luck import GOLDEN, MASK, Luck, mix, word_of, words_of

IDS = words_of(("hezbollah-1", "isil-town-2"))
GOLDEN_BITS = {
    (0, 0, "friction"): (0xA29B03B7349102A1, 0x95F27EBABFF2CDB9),
    (0, 0, "fire"): (0xED9AC4B2882CF204, 0x6AB1F0CC0A0F9E63),
    (1, 0, "friction"): (0x1C2428B8513F199C, 0x4238AB0252136B06),
    (1, 1, "friction"): (0x20DEDC75955E47F2, 0x29E278E2935A33B6),
    (MASK, 269, "look"): (0x78CFCE62DD72DFAE, 0x5331941D8698A8A8),
}
"""Ten draws by (seed, impulse, name), for the two ids above."""
GOLDEN_PAIR = 0x91D45EBC68188954
GOLDEN_FACES = [0, 8, 0, 3, 1, 8, 5, 8, 2, 8]


def luck(seed: int = 17, impulse: int = 3) -> Luck:
    return Luck(np.array([seed], dtype=np.uint64), impulse)


def plain_mix(x: int) -> int:
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


def plain_bits(seed: int, impulse: int, draw: str, word: int) -> int:
    start = plain_mix((seed + GOLDEN * (impulse + 1)) & MASK)
    return plain_mix(plain_mix(start ^ word_of(draw)) ^ word)


@pytest.mark.parametrize(("seed", "impulse", "draw"), GOLDEN_BITS)
def test_golden_draws(seed: int, impulse: int, draw: str) -> None:
    bits = luck(seed, impulse).bits(draw, IDS)
    assert [hex(int(word)) for word in bits[0]] == [hex(word) for word in GOLDEN_BITS[seed, impulse, draw]]


@pytest.mark.parametrize(("seed", "impulse", "draw"), GOLDEN_BITS)
def test_plain_integers_draw_the_same(seed: int, impulse: int, draw: str) -> None:
    assert tuple(plain_bits(seed, impulse, draw, int(word)) for word in IDS) == GOLDEN_BITS[seed, impulse, draw]


def test_golden_pair_and_faces() -> None:
    pair = luck().bits("look", IDS, np.array([0, 0]), IDS[::-1].copy())
    assert int(pair[0]) == GOLDEN_PAIR
    units = words_of(tuple(f"unit-{k}" for k in range(10)))
    assert luck().d16("fire", units)[0].tolist() == GOLDEN_FACES


def test_names_enter_by_the_published_hash() -> None:
    assert word_of("") == 0xCBF29CE484222325
    assert word_of("a") == 0xAF63DC4C8601EC8C
    assert int(mix(np.array([1], dtype=np.uint64))[0]) == 0x5692161D100B05E5 == plain_mix(1)


def test_worlds_and_rows_have_the_draws_of_their_address() -> None:
    """Neither the number of worlds, nor who else draws, nor the shape of the call matters."""
    seeds = np.arange(50, dtype=np.uint64)
    many = Luck(seeds, 9).bits("fire", IDS)
    assert all((many[k] == luck(k, 9).bits("fire", IDS)[0]).all() for k in (0, 7, 49))
    worlds = np.array([49, 3, 3])
    rows = Luck(seeds, 9).bits("fire", IDS[[1, 0, 1]], worlds)
    assert rows.tolist() == [many[49, 1], many[3, 0], many[3, 1]]


def test_every_part_of_the_address_counts() -> None:
    base = int(luck().bits("fire", IDS)[0, 0])
    others = [luck(18).bits("fire", IDS), luck(17, 4).bits("fire", IDS), luck().bits("fires", IDS)]
    assert all(int(other[0, 0]) != base for other in others)
    assert int(luck().bits("fire", IDS)[0, 1]) != base
    assert int(luck().bits("fire", IDS[:1], np.array([0]), IDS[1:])[0]) != base


def test_faces_are_even() -> None:
    ids = words_of(tuple(f"unit-{k}" for k in range(200)))
    faces = Luck(np.arange(80, dtype=np.uint64), 5).d16("fire", ids)
    counts = np.bincount(faces.ravel(), minlength=16)
    assert counts.size == 16
    assert counts.min() > 880
    assert counts.max() < 1120


def test_below_keeps_its_bound_and_reaches_every_value() -> None:
    ids = words_of(tuple(f"unit-{k}" for k in range(500)))
    for size in (1, 3, 64, 256):
        drawn = luck().below("dig", size, ids)[0]
        assert drawn.min() >= 0
        assert drawn.max() < size
        assert np.unique(drawn).size >= min(size, 200)


def test_rounding_by_lot_is_right_on_the_whole() -> None:
    ids = words_of(tuple(f"unit-{k}" for k in range(4000)))
    amount = np.full((1, ids.size), 1024 * 3 + 256, dtype=np.int64)
    rounded = luck().rounded("casualties", amount, 10, ids)
    assert set(np.unique(rounded).tolist()) == {3, 4}
    assert 0.22 < (rounded == 4).mean() < 0.28
    assert (luck().rounded("casualties", np.full_like(amount, 2048), 10, ids) == 2).all()
