"""Policy: read from a configuration table, with a message for what cannot be used."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

from specwright.diagnostics import Sink
from specwright.transcribe import Policy, read_policy, transcribe
from specwright.transcribe.findings import CODES

DOCS = Path(__file__).parents[2] / "spec" / "docs"


def test_an_empty_table_is_the_default() -> None:
    assert read_policy({}) == Policy()


def test_choices_and_lists() -> None:
    policy = read_policy({"status": "example", "roots": ["reports", "me"], "title": "Reports"})
    assert policy == Policy(status="example", roots=("reports", "me"), title="Reports")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"nulability": "optional"}, "'nulability' is no policy; the policies are alternative_paths, "),
        ({"nullability": "never"}, "'nullability' is 'never'; it may be 'documented' or 'optional'"),
        ({"roots": "reports"}, "'roots' must be a list of strings"),
        ({"title": 7}, "'title' must be a string"),
        ({"status": ["example"]}, "'status' is ['example']; it may be "),
    ],
)
def test_mistakes_are_named(table: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        read_policy(table)


def test_codes_are_documented_and_unique() -> None:
    assert len({code.name for code in CODES}) == len(CODES)
    for code in CODES:
        assert code.why.endswith(".")
        assert code.bad
        assert code.good


def transcribed(**choices: object) -> tuple[dict[str, Any], set[str]]:
    """The document of the project's own pages under a policy, and what was assumed on the way."""
    sink = Sink()
    got = transcribe([DOCS], overlay=None, policy=read_policy(choices), sink=sink, root=DOCS)
    assert got is not None
    return got.document, {diagnostic.message.rpartition("; assumed: ")[2] for diagnostic in sink}


def at(document: dict[str, Any], *steps: str) -> Any:
    """The node that the steps lead to; None where there is none."""
    node: Any = document
    for step in steps:
        node = node.get(step) if isinstance(node, dict) else None
    return node


RUN = ("components", "schemas", "industryDataRun")
ADD = ("paths", "/process/runs/$ref", "post")
BODY = (*ADD, "requestBody", "content", "application/json", "schema", "properties", "@odata.id", "format")


@pytest.mark.parametrize(
    ("choice", "steps", "default", "chosen"),
    [
        ({"missing_id": "omit"}, (*RUN, "properties", "id", "readOnly"), True, None),
        (
            {"nullability": "optional"},
            (*RUN, "properties", "endDateTime", "type"),
            ["string", "null"],
            ["string", "null"],
        ),
        (
            {"nullability": "optional"},
            (*RUN, "properties", "blockingError", "$ref"),
            "#/components/schemas/publicError",
            None,
        ),
        ({"no_content_body": "ok"}, (*ADD, "responses", "204", "description"), "No Content", None),
        ({"no_content_body": "ok"}, (*ADD, "responses", "200", "description"), None, "OK"),
        ({"reference_body": "odata-id"}, BODY, None, "uri"),
        ({"unknown_future_value": "drop"}, ("components", "schemas", "runStatus", "x-evolvable-enum"), True, True),
        ({"required_claim": "believe"}, ("components", "schemas", "outgoingFlowRun", "type"), "object", "object"),
        ({"namespaces": "apart"}, ("components", "schemas", "graphIndustryDataRun", "type"), None, "object"),
        ({"parameter_descriptions": "omit"}, ("paths", "/~/create-outgoingflowrun", "post", "parameters"), None, None),
        ({"title": "Runs"}, ("info", "title"), "API described by documentation pages", "Runs"),
        ({"version": "7"}, ("info", "version"), "beta", "7"),
    ],
)
def test_what_a_choice_changes(choice: dict[str, str], steps: tuple[str, ...], default: object, chosen: object) -> None:
    assert at(transcribed()[0], *steps) == default
    document, _ = transcribed(**choice)
    assert at(document, *steps) == chosen
    validate(document)


def test_the_first_of_several_paths() -> None:
    every, first = transcribed()[0], transcribed(alternative_paths="first")[0]
    assert len(every["paths"]) == len(first["paths"]) + 1


def test_findings_say_what_the_policy_made_of_them() -> None:
    assert "204 without a body" in transcribed()[1]
    assert "200 with the body" in transcribed(no_content_body="ok")[1]
    assert "an `@odata.id`" in transcribed(reference_body="odata-id")[1]


def test_known_roots_hold_for_every_path() -> None:
    sink = Sink()
    transcribe([DOCS], overlay=None, policy=Policy(roots=("industryData",)), sink=sink, root=DOCS)
    found = {d.message.split("`")[1] for d in sink if d.code == "unrooted-path"}
    assert found == {"process", "workflowBase"}
