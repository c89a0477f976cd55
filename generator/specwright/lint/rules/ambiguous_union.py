"""The variants of a union can be told apart."""

from collections.abc import Iterator
from itertools import combinations

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(schema: Node, survey: Survey) -> Iterator[Finding]:
    """Compare the objects of a union without discriminator, two at a time."""
    if "discriminator" in schema.value:
        return
    for word in ("oneOf", "anyOf"):
        variants = [schema.part(word, index) for index in range(len(schema.items(word)))]
        objects = [
            (variant, target) for variant in variants if (target := survey.follow(variant)) and _is_object(target)
        ]
        for (first, one), (second, other) in combinations(objects, 2):
            if one.value is not other.value and not _differ(one, other, survey):
                yield Finding(
                    message=f"an object can fit both {_name(first)} and {_name(second)}; "
                    "name a discriminator, or require a property whose value differs",
                    at=second,
                    other=("the other variant", first),
                )
                break


def _name(variant: Node) -> str:
    reference = variant.text("$ref")
    return f'"{reference.rpartition("/")[2]}"' if reference else f"variant {int(variant.step) + 1}"


def _is_object(schema: Node) -> bool:
    # What is composed is left alone: its properties stand elsewhere, and a wrong finding is worse than none.
    return bool(schema.mapping("properties")) and not any(word in schema.value for word in ("allOf", "oneOf", "anyOf"))


def _differ(one: Node, other: Node, survey: Survey) -> bool:
    """Whether an object shows which of the two it is: by the value of a property, or by one that only one may have."""
    return (
        any(_exclude(one, other, name, survey) for name in one.mapping("properties"))
        or (_closed(one) and _requires_more(other, one))
        or (_closed(other) and _requires_more(one, other))
        or (_requires_more(one, other) and _requires_more(other, one))
    )


def _exclude(one: Node, other: Node, name: str, survey: Survey) -> bool:
    mine, theirs = _constants(one, name, survey), _constants(other, name, survey)
    required = name in one.items("required") or name in other.items("required")
    return required and bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def _constants(schema: Node, name: str, survey: Survey) -> set[str]:
    found = survey.follow(schema.part("properties", name))
    if found is None or not isinstance(found.value, dict):
        return set()
    return {repr(value) for value in ([found.value["const"]] if "const" in found.value else found.items("enum"))}


def _closed(schema: Node) -> bool:
    return schema.value.get("additionalProperties") is False


def _requires_more(one: Node, other: Node) -> bool:
    return any(str(name) not in other.mapping("properties") for name in one.items("required"))


RULE = Rule(
    name="ambiguous-union",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.SCHEMA,),
    fields=frozenset({"anyOf", "oneOf"}),
    check=check,
    why="Who receives a value that fits two variants has to guess which one was meant, and may lose fields by the guess.",
    bad="""
components:
  schemas:
    Cat: {type: object, properties: {name: {type: string}, lives: {type: integer}}}
    Dog: {type: object, properties: {name: {type: string}, tricks: {type: integer}}}
    Pet: {oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]}
""",
    good="""
components:
  schemas:
    Cat: {type: object, required: [kind], properties: {kind: {const: cat}, lives: {type: integer}}}
    Dog: {type: object, required: [kind], properties: {kind: {const: dog}, tricks: {type: integer}}}
    Pet: {oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]}
""",
)
