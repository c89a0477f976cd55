"""The imports of one generated module: only what is used, in the order in which ruff's isort leaves them."""

from __future__ import annotations

import re
import sys
from collections.abc import Container, Iterable, Mapping
from functools import cache, lru_cache
from itertools import chain

from msgspec import Struct, field
from msgspec.structs import replace

from specwright.render.plain import Plain
from specwright.render.quote import Code, code, joined

__all__ = ["ImportView", "Imports", "import_lines", "sorted_names"]

_DIGITS = re.compile(r"(\d+)")


class ImportView(Plain, frozen=True, kw_only=True):
    """A line `from module import names`; `opens` a section when a blank line comes before it."""

    module: Code
    names: Code
    opens: bool = False


class Imports(Struct):
    """Collects imports; to the names `taken` by the module itself, imported ones give way: `Date as _Date`."""

    taken: Container[str] = ()
    _bound: set[str] = field(default_factory=set)
    _names: dict[tuple[Code, Code], Code] = field(default_factory=dict)

    def use(self, module: Code, name: Code) -> Code:
        """Import `name` from `module` where that has not been done, and say what it is called here."""
        if (known := self._names.get((module, name))) is None:
            known = name if self.is_free(name) else self.private(name)
            self._bound.add(known)
            self._names[module, name] = known
        return known

    def known(self, module: Code, name: Code) -> Code | None:
        """What `name` of `module` is called here, if it has been imported."""
        return self._names.get((module, name))

    def names(self) -> Mapping[tuple[Code, Code], Code]:
        """What is imported, by module and name, and what it is called here."""
        return self._names

    def include(self, other: Imports) -> None:
        """Import what another module does, under the same names."""
        self._names |= other._names

    def add(self, module: Code, name: Code, local: Code | None = None) -> None:
        """Import `name` from `module` under a name that is known to be free."""
        self._names[module, name] = local or name

    def is_free(self, name: Code) -> bool:
        """Whether the module binds nothing of this name yet."""
        return name not in self._bound and name not in self.taken

    def private(self, name: Code) -> Code:
        """A free name with a leading underscore, as no name of a document has one."""
        free = code("_{}", name)
        while not self.is_free(free):
            free = code("_{}", free)
        self._bound.add(free)
        return free

    def lines(self) -> tuple[ImportView, ...]:
        """The import lines, sorted."""
        return _lines(frozenset(self._names.items()))


@lru_cache(maxsize=4096)  # most modules of models import the same few names
def _lines(names: frozenset[tuple[tuple[Code, Code], Code]]) -> tuple[ImportView, ...]:
    return import_lines((module, name, local) for (module, name), local in names)


def import_lines(imports: Iterable[tuple[Code, Code, Code]]) -> tuple[ImportView, ...]:
    """The lines that import each (module, name, local name); names with `as` have lines of their own."""
    plain: dict[Code, list[Code]] = {}
    lines: list[tuple[Code, ImportView]] = []
    for module, name, local in imports:
        if name == local:
            plain.setdefault(module, []).append(name)
        else:
            lines.append((name, ImportView(module=module, names=code("{} as {}", name, local))))
    for module, names in plain.items():
        if len(names) > 1:
            names.sort(key=_import_key)
        lines.append((names[0], ImportView(module=module, names=joined(", ", names) if len(names) > 1 else names[0])))
    lines.sort(key=lambda line: (_module_key(line[1].module), _import_key(line[0])))
    return _opened([line for _, line in lines])


def _opened(lines: list[ImportView]) -> tuple[ImportView, ...]:
    """The lines, each that begins a section marked."""
    sections = [_section(line.module) for line in lines]
    return tuple(
        replace(line, opens=True) if number and sections[number] != sections[number - 1] else line
        for number, line in enumerate(lines)
    )


def sorted_names(names: Iterable[Code]) -> tuple[Code, ...]:
    """Names in the order of `__all__`: constants, classes, others."""
    return tuple(sorted(names, key=_name_key))


@cache
def _section(module: str) -> int:
    if module == "__future__":
        return 0
    return 1 if module.partition(".")[0] in sys.stdlib_module_names else 3 if module.startswith(".") else 2


@cache
def _module_key(module: str) -> tuple[object, ...]:
    path = module.lstrip(".")
    return _section(module), len(path) - len(module), _natural(path.casefold()), path


@cache
def _name_key(name: str) -> tuple[object, ...]:
    kind = 0 if name.isupper() and len(name.encode()) > 1 else 1 if name[:1].isupper() else 2  # bytes, as ruff counts
    return kind, *_natural(name)


@cache
def _import_key(name: str) -> tuple[object, ...]:
    """As `_name_key`, but blind to case at first: isort's order of imports, which is not that of `__all__`."""
    exact = _name_key(name)
    return exact[0], _natural(name.casefold()), exact


def _natural(text: str) -> tuple[object, ...]:
    """A key that sorts `item10` after `item9`: three values for each part, which compare as the parts do."""
    if text.isalpha() or not _DIGITS.search(text):
        return True, 0, text
    parts = ((not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in _DIGITS.split(text))
    return tuple(chain.from_iterable(parts))
