"""Reading a ruleset: the file, those that it extends, and what it says about one document. Nothing is fetched or executed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from specwright.diagnostics import Code, Sink, Span
from specwright.ingest.document import join
from specwright.ingest.source import Source, Unreadable, decode, read_bytes
from specwright.lint.spectral.codes import RULESET_INVALID, RULESET_UNSUPPORTED
from specwright.lint.spectral.definitions import SEVERITIES, Definition, Written, of_ours, of_spectral
from specwright.lint.spectral.files import covers
from specwright.lint.spectral.names import ours
from specwright.lint.spectral.ruleset import Pointed, Ruleset
from specwright.lint.spectral.writing import Wrong, formats_of, own_rule

__all__ = ["load"]

_SIZE = 10_000_000
_MODES = ("all", "recommended", "off")
_PRESETS = ("minimal", "recommended", "strict", "all")
_DEEPEST = 20

Rules = dict[str, Definition]


def load(file: Path, document: Path, version: str, *, sink: Sink, name: str | None = None) -> Ruleset | None:
    """What the ruleset in `file` says about a document that declares a version; None for a file that can't be read.

    Reports what is wrong with the ruleset, and what in it can't be honoured; the rest of it counts.
    """
    reader = _Reader(document=document.resolve(), formats=formats_of(version), sink=sink)
    source = reader.opened(file, name or str(file), None)
    if source is None:
        return None
    rules = reader.rules(source)
    own = tuple(reader.own(rules))
    severities = {
        mapped: rule.severity
        for rule in rules.values()
        if rule.enabled and rule.severity is not None and not rule.is_own and reader.is_about(rule.name)
        for mapped in ours(rule.name)
    }
    return Ruleset(file=source.source.name, severities=severities, rules=own, pointed=tuple(reader.pointed))


@dataclass(slots=True, eq=False)
class _File:
    """A ruleset file and its tree."""

    source: Source
    tree: Mapping[str, Any]

    @property
    def folder(self) -> Path:
        return self.source.path.parent

    def list(self, key: str) -> list[Any]:
        value = self.tree.get(key, [])
        return value if isinstance(value, list) else [value]


@dataclass(slots=True)
class _Reader:
    document: Path
    formats: frozenset[str]
    sink: Sink
    pointed: list[Pointed] = field(default_factory=list)
    reading: list[Path] = field(default_factory=list)
    aliases: dict[str, Any] = field(default_factory=dict)

    def is_about(self, name: str) -> bool:
        """Whether a rule of Spectral's is about the document's version, which its name tells."""
        return not name.startswith(("oas2-", "oas3")) or name[:4] in self.formats

    def opened(self, file: Path, name: str, span: Span | None) -> _File | None:
        """A ruleset file, read; what is wrong with it is reported, at `span` where another file names it."""
        span = span or Span(file=name, line=1, column=1)
        if file.suffix in (".js", ".mjs", ".cjs", ".ts"):
            self.sink.report(RULESET_UNSUPPORTED, f"`{name}` is JavaScript, which is not executed here", span=span)
            return None
        try:
            source = decode(file, name, read_bytes(file, _SIZE), self.sink)
        except Unreadable as problem:
            self.sink.report(RULESET_INVALID, f"the ruleset `{name}` can't be read: {problem}", span=span)
            return None
        tree = source.parse(self.sink) if source else None
        if source is None or not isinstance(tree, dict):
            if tree is not None:
                self.sink.report(RULESET_INVALID, "a ruleset is an object with `extends` and `rules`", span=span)
            return None
        return _File(source, tree)

    def report(self, code: Code, message: str, file: _File, pointer: str) -> None:
        """Report something about a place in a ruleset."""
        self.sink.report(code, message, span=file.source.locate(pointer, key=not pointer[-1:].isdigit()))

    def rules(self, file: _File) -> Rules:
        """The rules of a file: those that it extends, its own, and what its overrides say about the document."""
        self.reading.append(file.source.path.resolve())
        for key in ("functions", "functionsDir"):
            if file.tree.get(key):
                message = "functions of your own are JavaScript, which is not executed here"
                self.report(RULESET_UNSUPPORTED, message, file, f"/{key}")
        rules = self.layer(file, file.tree, "")
        if len(self.reading) == 1:
            for index, override in enumerate(file.list("overrides")):
                if isinstance(override, dict):
                    rules |= self.override(file, override, f"/overrides/{index}", rules)
            self.exceptions(file)
        self.reading.pop()
        return rules

    def layer(self, file: _File, tree: Mapping[str, Any], pointer: str, below: Rules | None = None) -> Rules:
        """The rules that a ruleset, or one of its overrides, adds to those below it."""
        rules = dict(below or {})
        for index, entry in enumerate(_listed(tree.get("extends"))):
            at = f"{pointer}/extends/{index}" if isinstance(tree.get("extends"), list) else f"{pointer}/extends"
            rules |= self.extended(file, entry, at)
        if isinstance(tree.get("aliases"), dict):
            self.aliases |= tree["aliases"]
        formats = tuple(str(one) for one in _listed(tree.get("formats")))
        said = tree.get("rules")
        for name, body in said.items() if isinstance(said, dict) else ():
            written = Written(file, join(f"{pointer}/rules", name), self.aliases, formats)
            if rule := self.ruled(str(name), body, written, rules):
                rules[rule.name] = rule
        return rules

    def extended(self, file: _File, entry: Any, pointer: str) -> Rules:
        """The rules of one entry of `extends`: a name, or a name and which of its rules are in force."""
        name, mode = entry if isinstance(entry, list) and len(entry) == 2 else (entry, None)
        if not isinstance(name, str) or (mode is not None and mode not in _MODES):
            message = f"this is neither a ruleset nor a pair of one and {', '.join(_MODES)}"
            self.report(RULESET_INVALID, message, file, pointer)
            return {}
        if name == "spectral:oas":
            return of_spectral(mode or "recommended")
        if name.startswith("specwright:") and name.partition(":")[2] in _PRESETS:
            return {key: rule for key, rule in of_ours(name.partition(":")[2]).items() if rule.enabled}
        if name.startswith("spectral:"):
            return {}  # About other kinds of documents.
        found = self._local(file, name, pointer)
        rules = self.rules(found) if found else {}
        return {key: rule.chosen(mode) for key, rule in rules.items()} if mode else rules

    def _local(self, file: _File, name: str, pointer: str) -> _File | None:
        """The ruleset file that a name in `extends` leads to; packages and addresses lead to none."""
        target = file.folder / name
        if "://" in name or not (name.startswith(".") or os.path.isabs(name) or target.is_file()):
            message = f"`{name}` is not fetched; save its ruleset beside this one, and extend the file"
            self.report(RULESET_UNSUPPORTED, message, file, pointer)
            return None
        if target.resolve() in self.reading or len(self.reading) > _DEEPEST:
            return None
        called = os.path.normpath(os.path.join(os.path.dirname(file.source.name), name))
        return self.opened(target, called, file.source.locate(pointer))

    def ruled(self, name: str, body: Any, at: Written, rules: Rules) -> Definition | None:
        """A rule after one more entry about it."""
        existing = rules.get(name) or of_ours(None).get(name)
        if isinstance(body, dict):
            return self._described(name, body, at, existing)
        if not isinstance(body, bool) and (not isinstance(body, str | int) or body not in SEVERITIES):
            message = f"`{name}` is a rule: an object, a severity (off, hint, info, warn, error), true or false"
            self.report(RULESET_INVALID, message, at.file, at.pointer)
            return None
        if existing is None:
            message = f"there is no rule `{name}` to say this about: nothing that is extended has it"
            self.report(RULESET_INVALID, message, at.file, at.pointer)
            return None
        return existing.said(body)

    def _described(
        self, name: str, body: Mapping[str, Any], at: Written, existing: Definition | None
    ) -> Definition | None:
        if body.get("severity", "warn") not in SEVERITIES or isinstance(body.get("severity"), bool):
            self.report(RULESET_INVALID, f"`{body['severity']}` is no severity", at.file, f"{at.pointer}/severity")
            return None
        if existing is not None:
            return existing.extended(body, at)
        if missing := [key for key in ("given", "then") if key not in body]:
            self.report(RULESET_INVALID, f"the rule `{name}` has no `{missing[0]}`", at.file, at.pointer)
            return None
        level = SEVERITIES[body.get("severity", "warn")]
        recommended = body.get("recommended") is not False
        enabled = recommended and level is not None and body.get("enabled") is not False
        return Definition(name=name, body=body, severity=level, recommended=recommended, enabled=enabled, at=at)

    def override(self, file: _File, tree: Mapping[str, Any], pointer: str, rules: Rules) -> Rules:
        """What an override changes for the document; entries about parts of files are kept for later."""
        whole = False
        for pattern in (str(one) for one in _listed(tree.get("files"))):
            glob, mark, part = pattern.partition("#")
            if not covers(glob, self.document, file.folder):
                continue
            if mark:
                self.point(file, tree.get("rules"), part, f"{pointer}/rules")
            whole = whole or not mark
        return self.layer(file, tree, pointer, rules) if whole else {}

    def point(self, file: _File, rules: Any, part: str, pointer: str) -> None:
        """Severities of rules at a part of the document."""
        for name, said in rules.items() if isinstance(rules, dict) else ():
            if isinstance(said, bool) or not isinstance(said, str | int) or said not in SEVERITIES:
                message = f"for a part of a file there can only be a severity of `{name}`"
                self.report(RULESET_INVALID, message, file, join(pointer, name))
                continue
            self.pointed += [Pointed(rule=one, pointer=part, severity=SEVERITIES[said]) for one in ours(str(name))]

    def exceptions(self, file: _File) -> None:
        """`except`, as rulesets before Spectral 6 had it: rules that are off at parts of files."""
        entries = file.tree.get("except")
        for place, names in entries.items() if isinstance(entries, dict) else ():
            glob, _, part = str(place).partition("#")
            if covers(glob, self.document, file.folder):
                off = (Pointed(rule=one, pointer=part, severity=None) for name in _listed(names) for one in ours(name))
                self.pointed += off

    def own(self, rules: Rules) -> Iterator[Any]:
        """The team's own rules, ready to run; what can't be honoured is reported."""
        for rule in rules.values():
            if not rule.is_own or not rule.enabled or rule.severity is None or rule.at is None:
                continue
            try:
                made = own_rule(rule, self.formats)
            except Wrong as wrong:
                self.report(wrong.code, f"rule `{rule.name}`: {wrong}", rule.at.file, rule.at.pointer + wrong.pointer)
            else:
                yield from [made] if made else []


def _listed(value: Any) -> list[Any]:
    """`extends` may be one string, or a list; a list may be one pair, too."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
