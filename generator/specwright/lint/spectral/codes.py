"""What reading a ruleset reports."""

from specwright.diagnostics import Code, Severity

__all__ = ["CODES", "RULESET_INVALID", "RULESET_UNSUPPORTED"]

RULESET_INVALID = Code(
    name="ruleset-invalid",
    severity=Severity.ERROR,
    why="A rule that can't be understood checks nothing, and everybody thinks that it does.",
    bad="rules:\n  tags-are-short:\n    given: $.tags[*].name\n    then: {function: length}",
    good="rules:\n  tags-are-short:\n    given: $.tags[*].name\n    then: {function: length, functionOptions: {max: 20}}",
)
RULESET_UNSUPPORTED = Code(
    name="ruleset-unsupported",
    severity=Severity.WARNING,
    why="Rulesets may ask for what only Spectral does: run JavaScript, or fetch. That part of it is not checked here.",
    bad="functions: [ends-with-version]\nrules:\n  versions:\n    given: $.paths\n    then: {function: ends-with-version}",
    good="rules:\n  versions:\n    given: $.paths\n    then: {field: '@key', function: pattern, functionOptions: {match: '/v[0-9]+$'}}",
)

CODES = (RULESET_INVALID, RULESET_UNSUPPORTED)
