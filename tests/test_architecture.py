"""The policeman of the house: layers, sizes, names, and what no module may import or call."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SIM = ROOT / "sim"
LAYERS = (
    "errors", "base", "facts", "scenario", "state", "orders", "rules", "record", "play", "study", "report", "view",
    "cli",
)
ENGINE = {"base", "facts", "scenario", "state", "orders", "rules", "record", "play"}
FORBIDDEN_NAMES = {"data", "info", "manager", "handler", "utils", "util", "helper", "helpers", "misc", "common"}
FORBIDDEN_MODULES = {"random", "secrets", "numpy.random", "pickle", "shelve", "marshal"}
FORBIDDEN_CALLS = {"default_rng", "Generator", "SeedSequence", "RandomState", "hash", "id", "eval", "exec"}
FLOAT_CALLS = {"exp", "log", "log2", "power", "sin", "cos", "mean", "dot", "true_divide", "average"}
FLOAT_ALLOWED = {"sim/base/projection.py", "sim/scenario/geography.py", "sim/scenario/hexmap.py"}
CLOCK_CALLS = {"now", "today", "utcnow", "time_ns", "getenv"}
HARD_MODULE, HARD_FUNCTION = 500, 50


def modules() -> list[Path]:
    return sorted(path for path in SIM.rglob("*.py") if "content" not in path.relative_to(SIM).parts)


def layer_of(path: Path) -> str:
    part = path.relative_to(SIM).parts[0]
    return part.removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield every imported module with its line, late imports too, but not those for the type checker alone."""
    guarded: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            guarded.extend(ast.walk(node))
    for node in ast.walk(tree):
        if any(node is known for known in guarded):
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import at line {node.lineno}"
            yield node.module or "", node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def layer_faults(layer: str, tree: ast.AST) -> list[str]:
    faults = []
    for name, line in imports(tree):
        if not name.startswith("sim."):
            continue
        target = name.split(".")[1]
        if target in LAYERS and LAYERS.index(target) > LAYERS.index(layer):
            faults.append(f"line {line}: {layer} imports {name}")
    return faults


def name_faults(tree: ast.AST) -> list[str]:
    """Complain of empty words as a whole part of a class, function or module name."""
    faults = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            words = "".join("_" + c.lower() if c.isupper() else c for c in node.name).strip("_").split("_")
            if FORBIDDEN_NAMES & set(words):
                faults.append(f"line {node.lineno}: {node.name}")
    return faults


def luck_faults(tree: ast.AST) -> list[str]:
    faults = [f"line {line}: {name}" for name, line in imports(tree) if name in FORBIDDEN_MODULES]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            bare = isinstance(node.func, ast.Name)
            if name in FORBIDDEN_CALLS and (bare or name not in {"hash", "id", "eval", "exec"}):
                faults.append(f"line {node.lineno}: {name}()")
        if isinstance(node, ast.Attribute) and node.attr == "random":
            faults.append(f"line {node.lineno}: .random")
    return faults


def float_faults(tree: ast.AST) -> list[str]:
    """Find floats in what the engine reads: literals, true division, float functions."""
    faults = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            faults.append(f"line {node.lineno}: {node.value}")
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div) and not path_join(node):
            faults.append(f"line {node.lineno}: true division")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FLOAT_CALLS:
            faults.append(f"line {node.lineno}: {node.func.attr}()")
    return faults


def path_join(node: ast.BinOp | ast.AugAssign) -> bool:
    """A slash with a string literal or an f-string on its right joins a path."""
    right = node.right if isinstance(node, ast.BinOp) else node.value
    return isinstance(right, ast.JoinedStr) or (isinstance(right, ast.Constant) and isinstance(right.value, str))


def clock_faults(tree: ast.AST) -> list[str]:
    return [
        f"line {node.lineno}: {node.func.attr}()"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_CALLS
    ]


def size_faults(text: str, tree: ast.AST) -> list[str]:
    lines = text.count("\n")
    faults = [f"{lines} lines"] if lines > HARD_MODULE else []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
            length = node.end_lineno - node.lineno + 1
            if length > HARD_FUNCTION:
                faults.append(f"line {node.lineno}: {node.name} has {length} lines")
    return faults


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_module_keeps_the_house_rules(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    layer = layer_of(path)
    faults = size_faults(text, tree) + name_faults(tree) + luck_faults(tree)
    if path.name != "__init__.py" or layer != "__init__":
        faults += layer_faults(layer if layer in LAYERS else LAYERS[-1], tree)
    if layer in {"state", "orders", "rules"} or str(path.relative_to(ROOT)) == "sim/base/luck.py":
        faults += float_faults(tree)
    if layer in ENGINE:
        faults += clock_faults(tree)
    if layer != "view":
        faults += [f"line {line}: {name}" for name, line in imports(tree) if name.split(".")[0] == "pygame"]
    if path.stem in FORBIDDEN_NAMES:
        faults.append(f"module name {path.stem}")
    assert not faults, "\n".join(faults)


def test_the_window_can_be_left_out() -> None:
    """Nothing but the commands that open the window knows of it, so that all else works without."""
    knowing = {str(path.relative_to(SIM)) for path in modules() if layer_of(path) != "view" and window_named(path)}
    assert knowing == {"cli/showing.py"}


def window_named(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(name == "sim.view" or name.startswith("sim.view.") for name, _ in imports(tree))


@pytest.mark.parametrize(
    ("check", "code"),
    [
        (lambda tree: layer_faults("rules", tree), "from sim.report import fidelity"),
        (lambda tree: layer_faults("state", tree), "def f():\n    import sim.rules.sequence"),
        (name_faults, "class UnitManager: pass"),
        (name_faults, "def order_helper(): pass"),
        (luck_faults, "import random"),
        (luck_faults, "import numpy as np\nx = np.random.default_rng(1)"),
        (luck_faults, "x = hash('a')"),
        (float_faults, "x = 0.5"),
        (float_faults, "x = a / b"),
        (float_faults, "import numpy as np\nx = np.exp(a)"),
        (clock_faults, "import datetime\nx = datetime.datetime.now()"),
        (lambda tree: size_faults("x\n" * 501, tree), "x = 1"),
        (lambda tree: size_faults("", tree), "def f():\n" + "    x = 1\n" * 50),
    ],
)
def test_each_check_can_fail(check, code: str) -> None:  # type: ignore[no-untyped-def]
    assert check(ast.parse(code))


def test_every_folder_is_a_layer() -> None:
    folders = {path.name for path in SIM.iterdir() if path.is_dir() and path.name not in {"__pycache__", "content"}}
    assert folders <= set(LAYERS), folders - set(LAYERS)


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sim, sys; print([m for m in ('pygame', 'matplotlib', 'rich', 'pydantic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_no_registry_address_or_machine_path_is_written_down() -> None:
    marks = ("https://pypi", "registry.npm", "/home/", "/root/", "/work/")
    spotted = [
        f"{path.relative_to(ROOT)}: {mark}"
        for path in [*modules(), *ROOT.glob("*.md"), *ROOT.glob("*.toml")]
        for mark in marks
        if mark in path.read_text(encoding="utf-8")
    ]
    assert not spotted


def test_no_two_test_modules_have_one_name() -> None:
    names = sorted(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name in names if names.count(name) > 1] == []
