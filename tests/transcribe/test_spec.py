"""The project's own pages and document, and the drafts that they are about."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from openapi_spec_validator import validate

from specwright.diagnostics import Severity, Sink
from specwright.transcribe import Policy, Transcription, transcribe

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "spec"
SEEDS = ROOT.parent / "shared" / "seeds"

OPERATIONS = {
    "industryData.addRunProcess": "/industryData/incomingFlows/{incomingFlowId}/runs/{runId}/process/$ref",
    "industryData.addRun": "/process/runs/$ref",
    "industryData.createRun": "/industryData/incomingFlows/{incomingFlowId}/runs",
    "industryData.createOutgoingFlowRun": "/industryData/outgoingFlows/{outgoingFlowId}/runs",
    "identityGovernance.createRun": "/workflowBase/runs",
}

FINDINGS = {
    "000": {
        "todo-left": 8,
        "no-content-sentence-with-body": 1,
        "no-content-example-with-body": 1,
        "reference-without-odata-id": 1,
        "namespace-disagrees": 1,
        "example-placeholder": 2,
    },
    "001": {
        "todo-left": 10,
        "no-content-sentence-with-body": 1,
        "no-content-example-with-body": 1,
        "reference-without-odata-id": 1,
        "unrooted-path": 1,
        "required-differs": 1,
        "example-placeholder": 2,
    },
    "002": {
        "todo-left": 5,
        "several-paths": 1,
        "recursive-path": 1,
        "namespace-disagrees": 1,
        "nested-type-disagrees": 4,
        "namespace-spelled-two-ways": 2,
        "example-placeholder": 2,
    },
    "003": {
        "todo-left": 10,
        "uri-missing": 2,
        "required-claimed-for-inherited": 1,
        "required-differs": 1,
        "example-placeholder": 2,
    },
    "004": {"example-placeholder": 2},
}
"""What each of the five pages gets wrong, by the number in its name."""

OURS = {
    "industrydata-run-post-process": "000",
    "industrydata-runprocess-post-runs": "001",
    "industrydata-incomingflow-post-runs": "002",
    "industrydata-outgoingflowrun-post": "003",
    "identitygovernance-workflowbase-post-runs": "004",
}


def run(pages: Path, *, overlay: bool) -> tuple[Transcription, Sink]:
    sink = Sink()
    decisions = SPEC / "overlay.yaml" if overlay else None
    got = transcribe([pages], overlay=decisions, policy=Policy(), sink=sink, root=ROOT)
    assert got is not None
    return got, sink


def seeds() -> Path:
    if not SEEDS.is_dir():
        pytest.skip("the drafts are not beside this checkout")
    return SEEDS


def counted(sink: Sink) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for diagnostic in sink:
        assert diagnostic.span is not None
        found.setdefault(Path(diagnostic.span.file).stem, Counter())[diagnostic.code] += 1
    return found


def test_the_document_is_current() -> None:
    got, _ = run(SPEC / "docs", overlay=True)
    assert got.text == (SPEC / "openapi.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("overlay", [False, True])
def test_our_document_is_valid(overlay: bool) -> None:
    validate(run(SPEC / "docs", overlay=overlay)[0].document)


@pytest.mark.parametrize("overlay", [False, True])
def test_the_drafts_document_is_valid(overlay: bool) -> None:
    validate(run(seeds(), overlay=overlay)[0].document)


def test_our_pages_have_the_defects_of_the_drafts() -> None:
    _, sink = run(SPEC / "docs", overlay=True)
    expected = {name: dict(FINDINGS[number]) for name, number in OURS.items()}
    # Which page is blamed for spelling a name in a second way depends on the order of the pages.
    expected["industrydata-incomingflow-post-runs"].pop("namespace-spelled-two-ways")
    found = {name: {**counts} for name, counts in counted(sink).items()}
    spelled = sum(counts.pop("namespace-spelled-two-ways", 0) for counts in found.values())
    assert (found, spelled) == (expected, 2)


def test_the_drafts_have_their_defects_and_no_others() -> None:
    _, sink = run(seeds(), overlay=True)
    assert {name[:3]: dict(counts) for name, counts in counted(sink).items()} == FINDINGS


def test_the_overlay_applies_to_both_without_a_word() -> None:
    for pages in (SPEC / "docs", seeds()):
        _, sink = run(pages, overlay=True)
        assert [d for d in sink if d.code.startswith("overlay-")] == []


def test_both_document_the_same_operations_and_types() -> None:
    ours, drafts = run(SPEC / "docs", overlay=True)[0].document, run(seeds(), overlay=True)[0].document
    for document in (ours, drafts):
        found = {item["post"]["operationId"]: path for path, item in document["paths"].items()}
        assert found == OPERATIONS
    assert facts(ours["components"]["schemas"]) == facts(drafts["components"]["schemas"])
    assert facts(ours["paths"]) == facts(drafts["paths"])


def facts(node: object) -> object:
    """A tree without the words of the pages and the places in them."""
    if isinstance(node, dict):
        return {
            name: facts(value) for name, value in node.items() if name not in ("description", "summary", "x-source")
        }
    return [facts(value) for value in node] if isinstance(node, list) else node


def test_two_types_called_run_stay_apart() -> None:
    schemas = run(SPEC / "docs", overlay=True)[0].document["components"]["schemas"]
    assert schemas["industryDataRun"]["x-odata-type"] == "microsoft.graph.industryData.run"
    assert schemas["identityGovernanceRun"]["x-odata-type"] == "microsoft.graph.identityGovernance.run"
    assert schemas["outgoingFlowRun"]["allOf"] == [{"$ref": "#/components/schemas/industryDataRun"}]


def test_a_page_without_uri_is_transcribed_under_a_path_that_names_it() -> None:
    paths = run(SPEC / "docs", overlay=False)[0].document["paths"]
    operation = paths["/~/create-outgoingflowrun"]["post"]
    assert operation["operationId"] == "industryData.createOutgoingFlowRun"
    assert "201" in operation["responses"]


def test_every_operation_and_schema_says_where_it_comes_from() -> None:
    document = run(SPEC / "docs", overlay=True)[0].document
    parts = [operation for item in document["paths"].values() for operation in item.values()]
    for part in [*parts, *document["components"]["schemas"].values()]:
        page = ROOT / part["x-source"]["page"]
        assert 1 <= part["x-source"]["line"] <= len(page.read_text(encoding="utf-8").splitlines())


def test_every_finding_has_a_place_and_says_what_to_do() -> None:
    _, sink = run(SPEC / "docs", overlay=True)
    for diagnostic in sink:
        assert diagnostic.span is not None
        assert diagnostic.fix is not None
        assert diagnostic.severity in (Severity.ERROR, Severity.WARNING)
        assert "; assumed: " in diagnostic.message


def test_the_output_does_not_depend_on_where_the_checkout_lies(tmp_path: Path) -> None:
    copied = tmp_path / "spec" / "docs"
    copied.mkdir(parents=True)
    for page in (SPEC / "docs").glob("*.md"):
        (copied / page.name).write_bytes(page.read_bytes())
    sink = Sink()
    got = transcribe([copied], overlay=SPEC / "overlay.yaml", policy=Policy(), sink=sink, root=tmp_path)
    assert got is not None
    assert got.text == (SPEC / "openapi.yaml").read_text(encoding="utf-8")
