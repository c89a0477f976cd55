"""The generated clients call the generated server over real HTTP: all five operations, right and wrong."""

from __future__ import annotations

import asyncio
import inspect
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import graph_runs
import httpx2
import pytest
from graph_runs import AsyncClient, Client, models
from tests.behaviour.runs_in_memory import Lifecycle

from specwright.lower.names import SERVICE_RESERVED

BEGAN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def a_run(**changes: object) -> models.IndustryDataRun:
    values = {
        "display_name": "Nightly",
        "start_date_time": BEGAN,
        "status": "running",
        "statistics": models.RunStatistics(),
    }
    return models.IndustryDataRun(**(values | changes))  # type: ignore[arg-type]


def a_lifecycle_run() -> models.IdentityGovernanceRun:
    return models.IdentityGovernanceRun(
        failed_tasks_count=0,
        failed_users_count=0,
        successful_users_count=3,
        total_users_count=3,
        total_unprocessed_tasks_count=0,
        processing_status="completed",
        scheduled_date_time=BEGAN,
        workflow_execution_type="onDemand",
    )


def an_outgoing_run() -> models.OutgoingFlowRun:
    return models.OutgoingFlowRun(
        display_name="Out", start_date_time=BEGAN, status="running", statistics=models.RunStatistics()
    )


def a_process() -> models.RunProcess:
    return models.RunProcess(display_name="Clean", readiness_status="ready")


def test_the_sync_client_calls_every_operation(base_url: str) -> None:
    with Client(base_url=base_url, token="t") as client:
        run = client.industry_data.create_run("f1", body=a_run())
        assert isinstance(run, models.IndustryDataRun)
        assert (run.id, run.display_name, run.start_date_time, run.status) == ("f1-1", "Nightly", BEGAN, "running")
        assert client.industry_data.add_run_process("f1", "r1", body=a_process()) is None
        assert client.industry_data.add_run(body=run) is None
        outgoing = client.raw_response(client.industry_data.create_outgoing_flow_run, "o1", body=an_outgoing_run())
        assert (outgoing.status, outgoing.headers["x-flow"], outgoing.value.display_name) == (201, "o1", "Out")
        assert client.identity_governance.create_run(body=a_lifecycle_run()).id == "lifecycle-1"


def test_the_async_client_calls_every_operation(base_url: str) -> None:
    async def calls() -> None:
        async with AsyncClient(base_url=base_url) as client:
            run = await client.industry_data.create_run("f2", body=a_run())
            assert run.id == "f2-1"
            assert await client.industry_data.add_run_process("f2", "r1", body=a_process()) is None
            assert await client.industry_data.add_run(body=run) is None
            outgoing = await client.industry_data.create_outgoing_flow_run("o1", body=an_outgoing_run())
            assert outgoing.status == "running"
            assert (await client.identity_governance.create_run(body=a_lifecycle_run())).successful_users_count == 3

    asyncio.run(calls())


def test_absent_null_and_value_differ_on_the_wire(base_url: str) -> None:
    with Client(base_url=base_url) as client:
        absent = client.raw_response(client.industry_data.create_run, "f3", body=a_run())
        null = client.raw_response(client.industry_data.create_run, "f3", body=a_run(end_date_time=None))
        value = client.raw_response(client.industry_data.create_run, "f3", body=a_run(end_date_time=BEGAN))
    sent = [answer.http.json() for answer in (absent, null, value)]
    assert "endDateTime" not in sent[0]
    assert sent[1]["endDateTime"] is None
    assert sent[2]["endDateTime"] == "2026-01-02T03:04:05Z"


def test_a_member_that_the_document_does_not_list_survives_an_evolvable_enum(base_url: str) -> None:
    with Client(base_url=base_url) as client:
        assert client.industry_data.create_run("f4", body=a_run(status="paused")).status == "paused"


def test_a_value_cannot_leave_its_path_segment(base_url: str) -> None:
    with Client(base_url=base_url) as client:
        run = client.industry_data.create_run("a/../b?c#d%2F", body=a_run())
        assert run.id == "a/../b?c#d%2F-1"
        with pytest.raises(graph_runs.ParameterError, match="incomingFlowId"):
            client.industry_data.create_run("..", body=a_run())


def test_an_error_answer_is_raised_with_the_servers_own_words(base_url: str) -> None:
    with Client(base_url=base_url) as client, pytest.raises(graph_runs.NotFound) as caught:
        client.industry_data.create_run("gone", body=a_run())
    assert caught.value.status == 404
    assert "There is no such flow." in str(caught.value)
    assert "create_run" in str(caught.value)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"displayName": "x"}, "#/startDateTime"),
        (
            {"displayName": 5, "startDateTime": "2026-01-02T03:04:05Z", "status": "running", "statistics": {}},
            "#/displayName",
        ),
        ({"displayName": "x", "startDateTime": "soon", "status": "running", "statistics": {}}, "#/startDateTime"),
        (
            {"displayName": None, "startDateTime": "2026-01-02T03:04:05Z", "status": "running", "statistics": {}},
            "#/displayName",
        ),
        ([], "#"),
    ],
)
def test_wrong_input_is_answered_with_its_place(base_url: str, body: object, place: str) -> None:
    answer = httpx2.post(f"{base_url}/industryData/incomingFlows/f1/runs", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert place in [error.get("pointer") for error in answer.json()["errors"]]


def test_a_refused_request_is_raised_with_the_place_of_the_fault(base_url: str) -> None:
    incomplete = models.IndustryDataRun.model_construct(display_name="Nightly")
    with Client(base_url=base_url) as client, pytest.raises(graph_runs.UnprocessableEntity, match="#/startDateTime"):
        client.industry_data.create_run("f1", body=incomplete)


def test_a_form_sees_what_a_placeholder_stands_for() -> None:
    from graph_runs._runtime.shapes import shape_of

    assert shape_of(lambda: models.IndustryDataRun.model_fields["statistics"].annotation) == "object"


def test_what_is_not_json_is_refused(base_url: str) -> None:
    url = f"{base_url}/process/runs/$ref"
    assert httpx2.post(url, content=b"{", headers={"content-type": "application/json"}).status_code in (400, 422)
    assert httpx2.post(url, content=b"a", headers={"content-type": "text/plain"}).status_code == 415
    assert httpx2.get(url).status_code == 405


def test_an_operation_that_is_not_implemented_answers_501() -> None:
    from graph_runs.server import create_app
    from starlette.testclient import TestClient

    with TestClient(create_app(identity_governance=Lifecycle())) as http:
        answer = http.post("/process/runs/$ref", json=a_run().model_dump(mode="json"))
    assert answer.status_code == 501
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_the_tables_describe_the_package() -> None:
    assert len(graph_runs.OPERATIONS) == 5
    for operation in graph_runs.OPERATIONS:
        with Client(base_url="http://127.0.0.1") as client:
            method = getattr(getattr(client, operation.service), operation.name)
        assert f"`{operation.method} {operation.path}`" in method.__doc__
    assert {pointer.rpartition("/")[2] for pointer in graph_runs.MODELS} >= {"industryDataRun", "identityGovernanceRun"}


def test_no_service_can_take_the_name_of_something_else() -> None:
    from graph_runs.server import create_app

    clients = {name for kind in (Client, AsyncClient) for name in dir(kind) if not name.startswith("_")}
    arguments = set(inspect.signature(create_app).parameters)
    assert clients | arguments <= SERVICE_RESERVED | {"industry_data", "identity_governance"}


def test_the_server_serves_its_own_document(base_url: str) -> None:
    document = httpx2.get(f"{base_url}/openapi.json").json()
    assert set(document["paths"]) == {operation.path for operation in graph_runs.OPERATIONS}


def test_a_plain_call_loads_nothing_that_only_others_need() -> None:
    code = """
import sys
import httpx2
from graph_runs import Client

http = httpx2.Client(transport=httpx2.MockTransport(lambda request: httpx2.Response(200, json=[1])))
assert Client("http://localhost", http_client=http).request("GET", "/runs").value == [1]
print(*(name.rpartition(".")[2] for name in sys.modules if name.startswith("graph_runs._runtime.")))
"""
    package = Path(graph_runs.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=package, capture_output=True, text=True, check=True)
    others = {"bodies", "deadlines", "deep_objects", "faults", "grants", "multipart", "received", "redaction", "tokens"}
    assert others.isdisjoint(loaded := done.stdout.split())
    assert {"answers", "exchange", "requests"} <= set(loaded)
