"""From what a team wrote to a rule that can be run: paths parsed, aliases put in, functions and options looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from specwright.diagnostics import Code
from specwright.lint.spectral.codes import RULESET_INVALID, RULESET_UNSUPPORTED
from specwright.lint.spectral.definitions import Definition
from specwright.lint.spectral.expressions import Unsupported
from specwright.lint.spectral.functions import FUNCTIONS
from specwright.lint.spectral.names import FUNCTIONS_OF_OAS
from specwright.lint.spectral.path import Path, parse
from specwright.lint.spectral.ruleset import OwnRule, Then

__all__ = ["Wrong", "formats_of", "own_rule"]

_ALIAS = re.compile(r"#([A-Za-z0-9_-]+)(.*)", re.DOTALL)
_OF_OTHERS = re.compile(r"asyncapi|json-?schema|arazzo|aas", re.IGNORECASE)
_OPENAPI = frozenset({"oas2", "oas3", "oas3_0", "oas3_1", "oas3_2"})
_MOST_PATHS = 1_000


class Wrong(Exception):
    """What is wrong with a rule, or can't be honoured, and where below the rule."""

    def __init__(self, message: str, pointer: str = "", code: Code = RULESET_INVALID) -> None:
        super().__init__(message)
        self.pointer, self.code = pointer, code


def formats_of(version: str) -> frozenset[str]:
    """The formats of Spectral that a document of a version has."""
    if version.startswith("2"):
        return frozenset({"oas2"})
    return frozenset({"oas3", f"oas3_{version[2:3]}"})


def own_rule(rule: Definition, formats: frozenset[str]) -> OwnRule | None:
    """The rule, ready to run; None where it is about other formats. Raises `Wrong`."""
    body, severity = rule.body, rule.severity
    if rule.at is None or severity is None or not _is_about(body.get("formats", rule.at.formats), formats):
        return None
    given = tuple(_paths(body.get("given"), rule.at.aliases, formats))
    thens = body.get("then")
    entries = thens if isinstance(thens, list) else [thens]
    steps = [f"/then/{index}" for index in range(len(entries))] if isinstance(thens, list) else ["/then"]
    return OwnRule(
        name=rule.name,
        severity=severity,
        given=given,
        then=tuple(_then(entry, step) for entry, step in zip(entries, steps, strict=True)),
        description=_text(body, "description") or "",
        message=_text(body, "message"),
        url=_documented(rule),
        resolved=body.get("resolved") is not False,
    )


def _documented(rule: Definition) -> str | None:
    """Where the team documents a rule: its own address, or its place on the page of the ruleset.

    Reports show links; of what is no address of the web there is none.
    """
    ruleset = _text(rule.at.file.tree, "documentationUrl") if rule.at else None
    url = _text(rule.body, "documentationUrl") or (ruleset and f"{ruleset}#{rule.name}")
    return url if url and url.lower().startswith(("https://", "http://")) else None


def _text(body: Mapping[str, Any], key: str) -> str | None:
    value = body.get(key)
    return value if isinstance(value, str) and value.strip() else None


def _is_about(named: Any, formats: frozenset[str]) -> bool:
    """Whether a rule with these formats is about a document that has `formats`; without any it is about all."""
    wanted = [str(one).replace(".", "_") for one in (named if isinstance(named, list | tuple) else [named])]
    for one in wanted:
        if one not in _OPENAPI and not _OF_OTHERS.match(one):
            raise Wrong(f"`{one}` is no format that is known", "/formats")
    return not wanted or not formats.isdisjoint(wanted)


def _paths(given: Any, aliases: Mapping[str, Any], formats: frozenset[str]) -> Iterator[Path]:
    written = given if isinstance(given, list) else [given]
    for index, text in enumerate(written):
        at = f"/given/{index}" if isinstance(given, list) else "/given"
        if not isinstance(text, str):
            raise Wrong("`given` is a JSONPath, or several", at)
        try:
            for path in _without_aliases(text, aliases, formats, ()):
                yield parse(path)
        except Unsupported as reason:
            raise Wrong(str(reason), at, RULESET_UNSUPPORTED) from None
        except Wrong as wrong:
            raise Wrong(str(wrong), at) from None


def _without_aliases(
    text: str, aliases: Mapping[str, Any], formats: frozenset[str], inside: tuple[str, ...]
) -> Iterator[str]:
    """The paths that a path stands for when each `#Name` is replaced by its targets. Raises `Wrong`."""
    if not text.startswith("#"):
        yield text
        return
    match = _ALIAS.fullmatch(text)
    name = match[1] if match else ""
    if match is None or name not in aliases:
        raise Wrong(f"there is no alias `{text}`")
    if name in inside or len(inside) > 20:
        raise Wrong(f"the alias `#{name}` stands for itself")
    targets = _targets(aliases[name], formats)
    for count, target in enumerate(targets):
        if not isinstance(target, str) or count > _MOST_PATHS:
            raise Wrong(f"the alias `#{name}` does not stand for JSONPaths")
        yield from _without_aliases(target + match[2], aliases, formats, (*inside, name))


def _targets(alias: Any, formats: frozenset[str]) -> list[Any]:
    """What an alias stands for: paths, or, by format, the last entry that is about the document."""
    if not isinstance(alias, dict):
        return alias if isinstance(alias, list) else [alias]
    fitting: list[Any] = []
    for target in alias.get("targets") or ():
        if isinstance(target, dict) and _is_about(target.get("formats", []), formats):
            fitting = target.get("given") or []
    return fitting if isinstance(fitting, list) else [fitting]


def _then(entry: Any, at: str) -> Then:
    name = entry.get("function") if isinstance(entry, dict) else None
    if not isinstance(name, str):
        raise Wrong("`then` is an object with a `function`", at)
    function = FUNCTIONS.get(name)
    if function is None:
        raise _unknown(name, f"{at}/function")
    options = entry.get("functionOptions") or {}
    if not isinstance(options, dict):
        raise Wrong(f"the options of `{name}` are an object", f"{at}/functionOptions")
    if reason := function.wrong(options):
        raise Wrong(f"`{name}` {reason}", f"{at}/functionOptions" if options else f"{at}/function")
    return _with_field(Then(function=function, options=options), entry.get("field"), f"{at}/field")


def _unknown(name: str, at: str) -> Wrong:
    if name in FUNCTIONS_OF_OAS:
        same = FUNCTIONS_OF_OAS[name]
        message = f"`{name}` is a part of the rule `{same}`; extend `spectral:oas` and name that instead"
        return Wrong(message, at, RULESET_UNSUPPORTED)
    known = ", ".join(FUNCTIONS)
    return Wrong(f"`{name}` is no function that can run here; these can: {known}", at, RULESET_UNSUPPORTED)


def _with_field(then: Then, field: Any, at: str) -> Then:
    if field is None:
        return then
    field = str(field)
    try:
        path = parse(field) if field.startswith(("$.", "$[")) or field == "$" else None
    except Unsupported as reason:
        raise Wrong(str(reason), at, RULESET_UNSUPPORTED) from None
    return Then(function=then.function, options=then.options, field=field, path=path)
