"""Filter expressions of JSONPath, as rulesets have them: `@.in === 'query' && !@.name.match(/^x-/)`.

They are JavaScript to Spectral. Here a small part of that language is parsed and compiled to functions; nothing is ever
evaluated by Python, and what is outside of the part is said (`Unsupported`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from specwright.lint.spectral import javascript as js
from specwright.lint.spectral.expressions import Unsupported, expression
from specwright.lint.spectral.place import Place

__all__ = ["REGEX", "compile_filter"]

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>\d+(?:\.\d+)?)
    | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<name>[@A-Za-z_$][\w$]*|@)
    | (?P<mark>===|!==|==|!=|<=|>=|~=|&&|\|\||[-!<>()\[\].,+%?:])
    )""",
    re.VERBOSE | re.DOTALL,
)
REGEX = re.compile(r"\s*/(?:[^/\\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+/[a-z]*")
_BINARY = (
    {"||": js.either},
    {"&&": js.both},
    {"===": js.same, "!==": js.not_same, "==": js.alike, "!=": js.not_alike},
    {"<": js.less, "<=": js.at_most, ">": js.more, ">=": js.at_least, "in": js.contained, "~=": js.matched},
    {"+": js.plus, "-": js.minus, "%": js.modulo},
)
"""Binary operators, the loosest first."""

_CONSTANTS = {"true": True, "false": False, "null": None, "undefined": js.UNDEFINED}
_PLACES: dict[str, js.Compiled] = {
    "@": lambda place: place.value,
    "@property": lambda place: js.UNDEFINED if place.step is None else place.step,
    "@parent": lambda place: place.above.value if place.above else js.UNDEFINED,
    "@parentProperty": lambda place: place.above.step if place.above and place.above.step is not None else js.UNDEFINED,
    "@path": lambda place: place.path,
    "@root": lambda place: place.top.value,
}
_TYPES: dict[str, Callable[[Any], bool]] = {
    "@string": lambda value: isinstance(value, str),
    "@number": js.is_number,
    "@boolean": lambda value: isinstance(value, bool),
    "@null": lambda value: value is None,
    "@array": lambda value: isinstance(value, list),
    "@object": lambda value: isinstance(value, dict | list),
    "@integer": js.is_integer,
    "@scalar": lambda value: not isinstance(value, dict | list),
}
_FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "Object.keys": js.keys,
    "Object.values": js.values,
    "Array.isArray": _TYPES["@array"],
    "Number.isInteger": _TYPES["@integer"],
    "String": js.text,
    "Number": js.number,
    "Boolean": js.truthy,
}
_DEEPEST = 50
_LONGEST = 2_000


class _Token(NamedTuple):
    kind: str
    text: str


def compile_filter(text: str) -> Callable[[Place], bool]:
    """The test that a filter expression makes of a place; a read from what is not there makes it fail, as it would throw.

    Raises `Unsupported`.
    """
    if len(text) > _LONGEST:
        raise Unsupported(f"a filter has more than {_LONGEST:,} characters")
    parser = _Parser(text)
    compiled = parser.ternary()
    if parser.next().kind:
        raise Unsupported(f"`{parser.token.text}` was not expected in the filter `{text}`")

    def holds(place: Place) -> bool:
        try:
            return js.truthy(compiled(place))
        except (js.Thrown, Unsupported, RecursionError, OverflowError):
            return False

    return holds


class _Parser:
    """A parser by precedence over the text of one filter."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.depth = text, 0, 0
        self.token = _Token("", "")

    def next(self) -> _Token:
        """The next token, read; one without a kind at the end."""
        self.token, self.at = self._scan()
        return self.token

    def peek(self) -> str:
        """The text of the next token, unread; strings are never taken for operators."""
        token, _ = self._scan()
        return "" if token.kind == "string" else token.text

    def _scan(self) -> tuple[_Token, int]:
        if match := _TOKEN.match(self.text, self.at):
            kind = str(match.lastgroup)
            return _Token(kind, match[kind]), match.end()
        if match := REGEX.match(self.text, self.at):
            return _Token("regex", match[0].strip()), match.end()
        if rest := self.text[self.at :].strip():
            raise Unsupported(f"`{rest[:40]}` can't be read in the filter `{self.text}`")
        return _Token("", ""), self.at

    def take(self, mark: str) -> None:
        """Read a token that has to be there."""
        if self.next().text != mark:
            raise Unsupported(f"`{mark}` is missing in the filter `{self.text}`")

    def ternary(self) -> js.Compiled:
        """Anything, with `a ? b : c` outermost."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Unsupported("the filter is nested too deep")
        test = self.binary(0)
        if self.peek() == "?":
            self.take("?")
            then = self.ternary()
            self.take(":")
            other = self.ternary()
            test = js.chosen(test, then, other)
        self.depth -= 1
        return test

    def binary(self, level: int) -> js.Compiled:
        """Operands joined by the operators of a level, from the left."""
        if level == len(_BINARY):
            return self.unary()
        left = self.binary(level + 1)
        while (operator := _BINARY[level].get(self.peek())) is not None:
            self.next()
            left = operator(left, self.binary(level + 1))
        return left

    def unary(self) -> js.Compiled:
        """An operand with what stands before it."""
        before = self.peek()
        if before not in ("!", "-", "typeof", "void"):
            return self.postfix()
        self.next()
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Unsupported("the filter is nested too deep")
        operand = self.unary()
        self.depth -= 1
        return js.UNARY[before](operand)

    def postfix(self) -> js.Compiled:
        """An operand with the members and calls behind it."""
        operand = self.primary()
        while self.peek() in (".", "["):
            if self.next().text == "[":
                operand = js.member(operand, self.ternary())
                self.take("]")
                continue
            name = self.next()
            if name.kind != "name":
                raise Unsupported(f"a name is missing after `.` in the filter `{self.text}`")
            operand = self._named(operand, name.text)
        return operand

    def _named(self, operand: js.Compiled, name: str) -> js.Compiled:
        if self.peek() != "(":
            return js.member(operand, js.constant(name))
        return js.method(name, operand, self.arguments())

    def arguments(self) -> list[js.Compiled]:
        """What stands between the parentheses of a call."""
        self.take("(")
        return self._until(")")

    def _until(self, closing: str) -> list[js.Compiled]:
        found = []
        while self.peek() != closing:
            found.append(self.ternary())
            if self.peek() == ",":
                self.next()
        self.take(closing)
        return found

    def primary(self) -> js.Compiled:
        """The innermost: a value, a name, a regular expression, or something in parentheses."""
        token = self.next()
        match token.kind, token.text:
            case "regex", text:
                return js.constant(expression(text))
            case "number", text:
                return js.constant(float(text) if "." in text else int(text))
            case "string", text:
                return js.constant(re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL))
            case "mark", "(":
                inner = self.ternary()
                self.take(")")
                return inner
            case "mark", "[":
                items = self._until("]")
                return lambda place: [item(place) for item in items]
            case "name", text:
                return self.name(text)
        raise Unsupported(f"a value is missing in the filter `{self.text}`")

    def name(self, text: str) -> js.Compiled:
        """A name: a constant, a part of the place, or one of the few functions."""
        if text in _CONSTANTS:
            return js.constant(_CONSTANTS[text])
        if text in _PLACES:
            return _PLACES[text]
        if text in _TYPES:
            self.arguments()
            of_type = _TYPES[text]
            return lambda place: of_type(place.value)
        if text in ("Object", "Array", "Number") and self.peek() == ".":
            self.take(".")
            text = f"{text}.{self.next().text}"
        if text not in _FUNCTIONS or self.peek() != "(":
            raise Unsupported(f"`{text}` is not known in filters here")
        function, [argument, *_] = _FUNCTIONS[text], [*self.arguments(), js.constant(js.UNDEFINED)]
        return lambda place: function(argument(place))
