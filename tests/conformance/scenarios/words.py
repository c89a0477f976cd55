"""Names that are words of some language, and descriptions that are more than a line."""

from __future__ import annotations

from functools import partial

from tests.conformance.playing import PLAYS, Calls, Play, bodies, not_compiled, scenario, sent

SPEC = "special-words"
WORDS = [
    "and",
    "as",
    "assert",
    "async",
    "await",
    "break",
    "class",
    "constructor",
    "continue",
    "def",
    "del",
    "elif",
    "else",
    "except",
    "exec",
    "finally",
    "for",
    "from",
    "global",
    "if",
    "import",
    "in",
    "is",
    "lambda",
    "not",
    "or",
    "pass",
    "raise",
    "return",
    "try",
    "while",
    "with",
    "yield",
]
METHODS = ("keys", "items", "values", "popitem", "clear", "update", "setdefault", "pop", "get", "copy")


def operation(word: str, calls: Calls) -> None:
    """Call an operation that is called so."""
    calls(f"Operations_{word}")


def parameter(word: str, calls: Calls) -> None:
    """Send a parameter that is called so, whatever Python's name for it is."""
    called = calls.operation(f"Parameters_with{word[0].upper()}{word[1:]}")
    calls(called.operation_id, **{called.parameters[0].name: "ok"})


def model(word: str, calls: Calls) -> None:
    """Send a model that is called so."""
    sent(calls, f"Models_with{word.capitalize()}", {"name": "ok"})


for word in WORDS:
    PLAYS.append(Play(SPEC, f"SpecialWords_Operations_{word}", partial(operation, word)))
    PLAYS.append(Play(SPEC, f"SpecialWords_Models_{word}", partial(model, word)))
    if word == "constructor":
        code = "withConstructor(@query constructor"
        not_compiled(SPEC, "SpecialWords_Parameters_constructor", code)
    else:
        PLAYS.append(Play(SPEC, f"SpecialWords_Parameters_{word}", partial(parameter, word)))
PLAYS.append(Play(SPEC, "SpecialWords_Parameters_cancellationToken", partial(parameter, "cancellationToken")))

bodies(
    SPEC,
    "SpecialWords_",
    {
        "ModelProperties_sameAsModel": {"SameAsModel": "ok"},
        "ModelProperties_dictMethods": dict.fromkeys(METHODS, "ok"),
        "ModelProperties_withList": {"list": "ok"},
    },
)


@scenario(
    "documentation",
    "Documentation_Lists_bulletPointsOp",
    "Documentation_Lists_bulletPointsModel",
    "Documentation_Lists_numbered",
    "Documentation_TextFormatting_boldText",
    "Documentation_TextFormatting_italicText",
    "Documentation_TextFormatting_combinedFormatting",
)
def descriptions(calls: Calls) -> None:
    for name in ("Lists_bulletPointsOp", "Lists_numbered"):
        calls(name)
    for name in ("boldText", "italicText", "combinedFormatting"):
        calls(f"TextFormatting_{name}")
    sent(calls, "Lists_bulletPointsModel", {"input": {"prop": "Simple"}})
