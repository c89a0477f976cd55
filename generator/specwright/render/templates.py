"""The templates: where they are, how they are loaded, and why nothing but `Code` gets out of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

from specwright.installed import templates_root
from specwright.render.compiled import Compiled
from specwright.render.overrides import no_python, overriding
from specwright.render.quote import Code, QuotingError, comment, docstring, literal, markdown, toml
from specwright.render.views import View

__all__ = ["FILTERS", "TemplateError", "Templates", "finalize"]

FILTERS = {
    "literal": literal,
    "docstring": docstring,
    "comment": comment,
    "toml": toml,
    "markdown": markdown,
}
"""The quoting filters: the only way of text into source."""


_INCLUDE: Final = re.compile(r"""^[ \t]*\{% include "([^"]+)" %\}\n""", re.MULTILINE)


class TemplateError(Exception):
    """A template that can't be used, with its file and line: an overriding template's author has to mend it."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason


def finalize(value: object) -> Code:
    """Let source pass; raise `QuotingError` for text that no quoting filter has seen."""
    if type(value) is Code:
        return value
    if isinstance(value, jinja2.Undefined):
        str(value)  # raises with the name that is missing
    raise QuotingError(
        f"a {type(value).__name__} can't be written as it is; use |literal, |docstring, |comment, |toml or |markdown"
    )


class Templates:
    """The templates of a run: our own, and those of `overrides` in their place. Compiled once each."""

    def __init__(self, overrides: Path | None = None) -> None:
        self._overrides = overrides
        self._constants: dict[str, str] = {}
        self._loaded: dict[str, jinja2.Template] = {}
        self._environment = _own() if overrides is None else _environment([overrides, templates_root()])

    def render(self, name: str, view: View) -> str:
        """The text that a template makes of a view. Raises `TemplateError` with the place of a mistake."""
        text = self._render(name, view)
        if self._overrides is not None and name.endswith(".py.jinja") and (why := no_python(text)):
            self._blame(name, why, self._overrides)
        return text

    def constant(self, name: str, word: str) -> str:
        """The text that a template, and those that it always includes, writes whatever the view; none where one of ours has no
        `word` in it, as most have not: to parse one takes longer than to render it."""
        if name not in self._constants:
            self._constants[name] = "".join(self._constant_parts(name, word))
        return self._constants[name]

    def _constant_parts(self, name: str, word: str) -> Iterator[str]:
        environment = self._environment
        assert environment.loader is not None
        source, file, _ = environment.loader.get_source(environment, name)
        text = environment.preprocess(source, name, file)
        telling = self._overrides is not None or word in text or "include" in text
        for node in self._parsed(name, text, file).body if telling else ():
            if isinstance(node, nodes.Output):
                yield from (part.data for part in node.nodes if isinstance(part, nodes.TemplateData))
            elif isinstance(node, nodes.Include) and isinstance(node.template, nodes.Const):
                yield self.constant(node.template.value, word)

    def _parsed(self, name: str, text: str, file: str | None) -> nodes.Template:
        try:
            return self._environment.parse(text, name, file)
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(file or name, error.lineno, error.message or "syntax error") from None

    def _blame(self, name: str, why: str, overrides: Path) -> None:
        """Raise for the overriding template that made no Python; without one it is a bug of ours, found by formatting."""
        if culprit := overriding(name, overrides, templates_root()):
            raise TemplateError(str(culprit), 1, f"what this template makes is no Python: {why}")

    def _render(self, name: str, view: View) -> str:
        try:
            if (template := self._loaded.get(name)) is None:
                template = self._loaded[name] = self._environment.get_template(name)
            return template.render(_context(view))
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(error.filename or name, error.lineno, error.message or "syntax error") from None
        except (jinja2.TemplateRuntimeError, jinja2.TemplateNotFound, QuotingError, TypeError, ValueError) as error:
            file, line = _place(error, name)
            missing = isinstance(error, jinja2.TemplateNotFound)
            raise TemplateError(file, line, f"there is no template {error}" if missing else str(error)) from error


class _Direct(CodeGenerator):
    """Compiles a field to an attribute, and writes what `finalize` lets pass as it is: it is text. Jinja's own way makes four
    more calls for each piece, which were a third of the time of all templates."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """`view.field` is just that."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write("(piece if type(piece := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(") is environment.passing else environment.finalize(piece))")


class _Own(jinja2.Environment):
    """For our own templates, which agree with their views. What is of the type `passing` needs no `finalize`."""

    code_generator_class = _Direct
    passing = Code

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """A template in which the parts that have a line to themselves are put where they are included, once; Jinja would look
        them up and make a context for each operation anew."""
        return _INCLUDE.sub(self._part, source)

    def _part(self, include: re.Match[str]) -> str:
        assert self.loader is not None
        source, filename, _ = self.loader.get_source(self, include[1])
        return self.preprocess(source, include[1], filename)


@cache
def _own() -> jinja2.Environment:
    """Our own templates, compiled once in a process."""
    environment = _environment([templates_root()], _Own)
    environment.bytecode_cache = Compiled(templates_root(), __file__)
    return environment


def _environment(folders: Sequence[Path], kind: type[jinja2.Environment] = jinja2.Environment) -> jinja2.Environment:
    environment = kind(
        loader=jinja2.FileSystemLoader(folders),
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        autoescape=False,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters = dict(FILTERS)
    environment.globals = {}
    return environment


def _context(view: View) -> Mapping[str, Any]:
    return {name: getattr(view, name) for name in view.__struct_fields__}


def _place(error: BaseException, name: str) -> tuple[str, int]:
    """The template's line in which an error was raised: Jinja rewrites tracebacks to show it."""
    trace, file, line = error.__traceback__, name, 1
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".jinja"):
            file, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return file, line
