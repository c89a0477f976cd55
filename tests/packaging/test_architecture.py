"""What the layout of the code promises."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "generator" / "specwright"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "__pycache__" not in path.parts)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

CHANGES_THE_DISK = {
    "chmod", "copy2", "copyfile", "copytree", "fdopen", "hardlink_to", "makedirs", "mkdir", "mkdtemp", "mkstemp",
    "NamedTemporaryFile", "removedirs", "rename", "renames", "rmdir", "rmtree", "symlink", "symlink_to",
    "TemporaryDirectory", "TemporaryFile", "truncate", "unlink", "write_bytes", "write_text",
}  # fmt: skip
MAY = {
    "render/formatting.py": "hands the modules to ruff in a folder of its own that is gone afterwards",
    "render/compiled.py": "templates are compiled to where Python compiles our modules to, and nothing else is written",
    "importing.py": "the bytecode of a package that is imported goes to such a folder, too",
}


def test_stages_import_earlier_stages_only() -> None:
    """In a process of its own: import-linter sets logging up for all."""
    command = (sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache")
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_render_knows_nothing_of_lower_but_the_api() -> None:
    graph = grimp.build_graph("specwright", exclude_type_checking_imports=False, cache_dir=None)
    renderers = {module for module in graph.modules if f"{module}.".startswith("specwright.render.")}
    imported = {name for module in renderers for name in graph.find_modules_directly_imported_by(module)}
    assert {name for name in imported if f"{name}.".startswith("specwright.lower.")} == {"specwright.lower.api"}


def test_only_write_touches_the_disk() -> None:
    elsewhere = [module for module in MODULES if not {"write", "runtime"} & set(module.relative_to(SOURCE).parts)]
    changing = {module.relative_to(SOURCE).as_posix(): set(changes(module)) for module in elsewhere}
    assert {module: found for module, found in changing.items() if found and module not in MAY} == {}


def changes(module: Path) -> Iterator[str]:
    for call in ast.walk(ast.parse(module.read_text())):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute | ast.Name):
            called = call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id
            modes = {argument.value for argument in call.args if isinstance(argument, ast.Constant)}
            if called in CHANGES_THE_DISK or (
                called == "open" and modes & {"w", "wb", "a", "ab", "x", "xb", "r+", "rb+"}
            ):
                yield called


def test_what_is_imported_is_declared() -> None:
    """The runtime belongs to generated packages, whose dependencies are not ours; build backends are those that call us."""
    extras = PROJECT["optional-dependencies"]
    used = (
        *PROJECT["dependencies"],
        *(line for extra in ("validator", "lsp", "styles", "dask") for line in extras[extra]),
    )
    declared = {name(line) for line in used}
    known = packages_distributions()
    imported = {top for module in MODULES if not {"runtime", "backends"} & set(module.parts) for top in imports(module)}
    third = {top for top in imported if top not in sys.stdlib_module_names and top != "specwright"}
    assert {name(distribution) for top in third for distribution in known[top]} <= declared


def name(requirement: str) -> str:
    return requirement.partition(">=")[0].partition("[")[0].strip().lower().replace("_", "-")


def imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_extras_are_there() -> None:
    assert {"server", "lsp", "dask", "otel", "all", "validator"} <= PROJECT["optional-dependencies"].keys()
