"""The scenario's digest: one short hash over everything the rules read, and nothing else."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
from pydantic import BaseModel

from sim.scenario.scenario import Scenario

UNREAD = {"names", "title", "summary", "codename", "side_names", "say", "cites", "assumed", "roll", "routes", "digest",
          "audience", "projection", "box", "kinds"}  # fmt: skip
"""Words for people, and what follows from the rest: they may change and the digest stays."""


def stamp(scenario: Scenario) -> str:
    """Return the digest of a scenario as 32 hex digits: BLAKE2b over a canonical form of its fields."""
    digest = hashlib.blake2b(digest_size=16)
    _feed(digest, scenario)
    return digest.hexdigest()


def _feed(digest: hashlib.blake2b, value: Any) -> None:
    if isinstance(value, np.ndarray):
        wide = value.astype("<u8" if value.dtype == np.uint64 else "<i8")
        digest.update(repr(value.shape).encode() + wide.tobytes())
    elif isinstance(value, BaseModel):
        tree = value.model_dump(exclude_none=True, exclude={"message"}, by_alias=True)
        digest.update(json.dumps(tree, sort_keys=True).encode())
    elif is_dataclass(value) and not isinstance(value, type):
        for item in fields(value):
            if item.name not in UNREAD:
                digest.update(item.name.encode())
                _feed(digest, getattr(value, item.name))
    elif isinstance(value, tuple | list):
        digest.update(f"[{len(value)}".encode())
        for part in value:
            _feed(digest, part)
    elif isinstance(value, dict):
        for key in sorted(value):
            digest.update(str(key).encode())
            _feed(digest, value[key])
    else:
        digest.update(repr(value).encode())
