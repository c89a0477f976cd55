"""The core functions of Spectral: what a rule may ask of a value, and which options each takes.

https://docs.stoplight.io/docs/spectral/cb95cf0d26b83-core-functions
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

from specwright.ingest.document import escape
from specwright.lint.spectral.cycles import references_of
from specwright.lint.spectral.expressions import Unsupported, expression
from specwright.lint.spectral.javascript import UNDEFINED, is_integer, is_number, number, truthy
from specwright.lint.spectral.place import Place, Tree

__all__ = ["FUNCTIONS", "Fault", "Function", "Target"]

Options: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Target:
    """What a function is asked about: a value, which may be missing, what to call it, and the tree it is from."""

    value: Any
    name: str
    tree: Tree
    place: Place


class Fault(NamedTuple):
    """What is wrong, and the steps from the target to where."""

    message: str
    steps: tuple[str | int, ...] = ()
    about_key: bool = False


Check: TypeAlias = Callable[[Target, Options], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Function:
    """One function. `wrong` tells what is wrong with options, or None; `takes` is what values it is about."""

    check: Check
    wrong: Callable[[Options], str | None]
    takes: Callable[[Any], bool] = lambda _value: True


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


def _truthy(target: Target, _options: Options) -> Iterator[Fault]:
    if not truthy(target.value):
        yield Fault(f"{target.name} must be there, and neither empty, zero, false nor null")


def _falsy(target: Target, _options: Options) -> Iterator[Fault]:
    if truthy(target.value):
        yield Fault(f"{target.name} must be empty, zero, false, null or not there")


def _defined(target: Target, _options: Options) -> Iterator[Fault]:
    if target.value is UNDEFINED:
        yield Fault(f"{target.name} must be there")


def _undefined(target: Target, _options: Options) -> Iterator[Fault]:
    if target.value is not UNDEFINED:
        yield Fault(f"{target.name} must not be there")


def _enumeration(target: Target, options: Options) -> Iterator[Fault]:
    allowed = options["values"]
    if not any(type(value) is type(target.value) and value == target.value for value in allowed):
        yield Fault(f"{_shown(target.value)} is not one of {', '.join(map(_shown, allowed))}")


def _pattern(target: Target, options: Options) -> Iterator[Fault]:
    if "match" in options and not expression(options["match"])(target.value):
        yield Fault(f"{_shown(target.value)} does not match {options['match']}")
    if "notMatch" in options and expression(options["notMatch"])(target.value):
        yield Fault(f"{_shown(target.value)} matches {options['notMatch']}")


def _length(target: Target, options: Options) -> Iterator[Fault]:
    length = target.value if is_number(target.value) else _units(target.value)
    if "min" in options and length < options["min"]:
        yield Fault(f"{target.name} is {length} long, which is less than {options['min']}")
    if "max" in options and length > options["max"]:
        yield Fault(f"{target.name} is {length} long, which is more than {options['max']}")


def _units(value: Any) -> int:
    """The length of strings is counted in UTF-16 (ECMA-262, 6.1.4)."""
    return len(value.encode("utf-16-le", "surrogatepass")) // 2 if isinstance(value, str) else len(value)


def _xor(target: Target, options: Options) -> Iterator[Fault]:
    yield from _or(target, options)
    there = [name for name in target.value if name in options["properties"]]
    if len(options["properties"]) > 1 and len(there) > 1:
        yield Fault(f"only one of {', '.join(map(_shown, there))} may be there")


def _or(target: Target, options: Options) -> Iterator[Fault]:
    names = options["properties"]
    if len(names) > 1 and not any(name in target.value for name in names):
        yield Fault(f"one of {', '.join(map(_shown, names))} must be there")


def _alphabetical(target: Target, options: Options) -> Iterator[Fault]:
    keyed_by, value = options.get("keyedBy"), target.value
    items = list(value)
    if keyed_by is not None:
        members = value if isinstance(value, list) else items
        if not all(isinstance(item, dict) for item in members):
            if len(members) > 1:
                yield Fault(f"not all items of {target.name} are objects")
            return
        items = [item.get(keyed_by) for item in members]
    if len(items) < 2:
        return
    if not all(isinstance(item, str) or is_number(item) for item in items):
        yield Fault(f"not all of {target.name} are strings or numbers")
        return
    for index, (first, second) in enumerate(pairwise(items)):
        if _order(first, second) > 0:
            steps = () if keyed_by is not None else (index if isinstance(value, list) else first,)
            yield Fault(f"{_shown(first)} must come after {_shown(second)}", steps)
            return


def _order(first: Any, second: Any) -> int:
    """As people sort: letters before their case and accents, signs before digits, these before letters."""
    if is_number(first) and is_number(second):
        return int((first > second) - (first < second))
    if math.isnan(number(first)) and not math.isnan(number(second)):
        return 0  # Neither is before the other, which is how Spectral compares a word with a number.
    one, other = _collated(str(first)), _collated(str(second))
    return (one > other) - (one < other)


_SIGNS = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
"""The order of signs in the Unicode Collation Algorithm's default table."""


@lru_cache(maxsize=4096)
def _collated(text: str) -> tuple[Any, ...]:
    import unicodedata

    plain = unicodedata.normalize("NFKD", text)
    letters = [mark for mark in plain if not unicodedata.combining(mark)]
    kinds = [(mark.isalnum(), mark.isalpha(), _SIGNS.find(mark), mark.casefold()) for mark in letters]
    return (kinds, [mark for mark in plain if unicodedata.combining(mark)], [mark.isupper() for mark in letters])


_CASES = {
    "flat": "[a-z][a-z{d}]*",
    "camel": "[a-z][a-z{d}]*(?:[A-Z{d}](?:[a-z{d}]+|$))*",
    "pascal": "[A-Z][a-z{d}]*(?:[A-Z{d}](?:[a-z{d}]+|$))*",
    "kebab": "[a-z][a-z{d}]*(?:-[a-z{d}]+)*",
    "cobol": "[A-Z][A-Z{d}]*(?:-[A-Z{d}]+)*",
    "snake": "[a-z][a-z{d}]*(?:_[a-z{d}]+)*",
    "macro": "[A-Z][A-Z{d}]*(?:_[A-Z{d}]+)*",
}


def _casing(target: Target, options: Options) -> Iterator[Fault]:
    separator = options.get("separator") or {}
    leading = bool(separator.get("allowLeading"))
    if leading and target.value == separator.get("char"):
        return
    pattern = _cased(options["type"], bool(options.get("disallowDigits")), separator.get("char"), leading)
    if not expression(pattern, "")(target.value):
        yield Fault(f"{_shown(target.value)} is not in {options['type']} case")


@lru_cache(maxsize=256)
def _cased(case: str, without_digits: bool, separator: str | None, leading: bool) -> str:
    word = _CASES[case].replace("{d}", "" if without_digits else "0-9")
    if separator is None:
        return f"^{word}$"
    between = re.escape(separator).replace("/", r"\/")
    return f"^{f'(?:{between})?' if leading else ''}{word}(?:{between}{word})*$"


def _unreferenced(target: Target, options: Options) -> Iterator[Fault]:
    where = options["reusableObjectsLocation"]
    references = [(f"#{site}/", to) for site, to in references_of(target.tree.root)]
    referred = {f"#{to}" for site, to in references if not site.startswith(f"#{to}/")}
    for name in target.value:
        if f"{where}/{escape(name)}" not in referred:
            yield Fault(f"nothing refers to {_shown(name)}", (name,))


def _typed_enum(target: Target, _options: Options) -> Iterator[Fault]:
    kinds, listed = target.value.get("type"), target.value.get("enum")
    if not isinstance(listed, list) or kinds is None:
        return
    allowed = [kinds] if isinstance(kinds, str) else kinds
    if target.value.get("nullable") is True or target.value.get("x-nullable") is True:
        allowed = [*allowed, "null"]
    for index, value in enumerate(listed):
        if not any(_TYPES.get(kind, _nothing)(value) for kind in allowed):
            yield Fault(f"{_shown(value)} is not of type {', '.join(map(str, allowed))}", ("enum", index))


def _nothing(_value: Any) -> bool:
    return False


_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "number": is_number,
    "integer": is_integer,
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


def _schema(target: Target, options: Options) -> Iterator[Fault]:
    if target.value is UNDEFINED:
        yield Fault(f"{target.name} must be there")
        return
    for error in _validator(json.dumps(options["schema"]), options.get("dialect", "auto")).iter_errors(target.value):
        yield Fault(f"{target.name}: {error.message}", tuple(error.instance_path))
        if not options.get("allErrors"):
            return


_DIALECTS = {"draft4": "Draft4", "draft6": "Draft6", "draft7": "Draft7", "draft2019-09": "Draft201909"}


@lru_cache(maxsize=1024)
def _validator(schema: str, dialect: str) -> Any:
    import jsonschema_rs

    tree = json.loads(schema)
    named = str(tree.get("$schema", "")) if isinstance(tree, dict) and dialect == "auto" else dialect
    version = next((_DIALECTS[key] for key in _DIALECTS if key.replace("draft", "") in named.replace("-0", "")), None)
    version = version or ("Draft202012" if "2020-12" in named else "Draft7")
    try:
        return getattr(jsonschema_rs, f"{version}Validator")(tree, validate_formats=True, offline=True)
    except (ValueError, jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as problem:
        raise Unsupported(f"the schema can't be used: {str(problem).splitlines()[0]}") from None


def _no_options(options: Options) -> str | None:
    return f"takes no options, and got {', '.join(options)}" if options else None


def _wants(**kinds: type | tuple[type, ...]) -> Callable[[Options], str | None]:
    """Options by name; a name that begins with `any_` may be missing."""
    known = {name.removeprefix("any_"): kind for name, kind in kinds.items()}
    needed = {name for name in kinds if not name.startswith("any_")}

    def wrong(options: Options) -> str | None:
        if missing := needed - options.keys():
            return f"needs the option `{min(missing)}`"
        for name, value in options.items():
            if name not in known:
                return f"has no option `{name}`; it takes {', '.join(known)}"
            if not isinstance(value, known[name]) or (isinstance(value, bool) and known[name] is not bool):
                return f"can't use this `{name}`"
        return None if options or not known else f"needs one of the options {', '.join(known)}"

    return wrong


def _wrong_pattern(options: Options) -> str | None:
    if wrong := _wants(any_match=str, any_notMatch=str)(options):
        return wrong
    return _unusable(lambda: [expression(pattern) for pattern in options.values()])


def _wrong_casing(options: Options) -> str | None:
    if wrong := _wants(type=str, any_disallowDigits=bool, any_separator=dict)(options):
        return wrong
    if options["type"] not in _CASES:
        return f"knows no {options['type']} case; it knows {', '.join(_CASES)}"
    char = options.get("separator", {"char": "-"}).get("char")
    return None if isinstance(char, str) and len(char) == 1 else "needs one character as `separator.char`"


def _wrong_schema(options: Options) -> str | None:
    wrong = _wants(schema=(dict, bool), any_dialect=str, any_allErrors=bool)
    if isinstance(options.get("schema"), dict):
        return wrong(options) or _unusable(
            lambda: _validator(json.dumps(options["schema"]), options.get("dialect", "auto"))
        )
    return wrong(options)


def _unusable(attempt: Callable[[], object]) -> str | None:
    try:
        attempt()
    except Unsupported as reason:
        return f"can't be used: {reason}"
    except TypeError:
        return "can't be used: a value in the options is not JSON"
    return None


def _is(*kinds: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, kinds)


def _optional(wrong: Callable[[Options], str | None]) -> Callable[[Options], str | None]:
    return lambda options: wrong(options) if options else None


FUNCTIONS: Mapping[str, Function] = {
    "alphabetical": Function(_alphabetical, _optional(_wants(any_keyedBy=str)), _is(dict, list)),
    "casing": Function(_casing, _wrong_casing, lambda value: isinstance(value, str) and value != ""),
    "defined": Function(_defined, _no_options),
    "enumeration": Function(
        _enumeration, _wants(values=list), lambda value: value is None or isinstance(value, str | int | float)
    ),
    "falsy": Function(_falsy, _no_options),
    "length": Function(
        _length,
        _wants(any_min=(int, float), any_max=(int, float)),
        lambda value: isinstance(value, str | dict | list) or is_number(value),
    ),
    "or": Function(_or, _wants(properties=list), _is(dict)),
    "pattern": Function(_pattern, _wrong_pattern, _is(str)),
    "schema": Function(_schema, _wrong_schema),
    "truthy": Function(_truthy, _no_options),
    "typedEnum": Function(_typed_enum, _no_options, _is(dict)),
    "undefined": Function(_undefined, _no_options),
    "unreferencedReusableObject": Function(_unreferenced, _wants(reusableObjectsLocation=str), _is(dict)),
    "xor": Function(_xor, _wants(properties=list), _is(dict)),
}
