"""A server variable lists values, and its default is one of them."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(server: Node, _survey: Survey) -> Iterator[Finding]:
    """Look at the enum of each variable (OpenAPI section 4.8.3: it must not be empty)."""
    variables = server.part("variables")
    for name in server.mapping("variables"):
        if isinstance(variables.part(name).value, dict) and variables.part(name, "enum").value == []:
            yield Finding(
                message=f'the enum of the server variable "{name}" is empty', at=variables.part(name, "enum"), key=True
            )


RULE = Rule(
    name="no-server-variables-empty-enum",
    severity=Severity.WARNING,
    preset=Preset.ALL,
    kinds=(Kind.SERVER,),
    check=check,
    why="An enum without values allows none, not even the default.",
    bad="""
openapi: 3.0.3
servers: [{url: "https://{region}.example.org", variables: {region: {default: eu, enum: []}}}]
""",
    good="""
openapi: 3.0.3
servers: [{url: "https://{region}.example.org", variables: {region: {default: eu, enum: [eu]}}}]
""",
)
