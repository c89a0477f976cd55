"""What a user writes to serve the runs API: the services, outside of the generated package."""

from __future__ import annotations

from collections import defaultdict

from fastapi import FastAPI
from graph_runs import models
from graph_runs.server import Problem, Reply, UnimplementedIdentityGovernance, UnimplementedIndustryData, create_app


class Industry(UnimplementedIndustryData):
    """Runs by flow, and the processes of each run; `async def` and `def` handlers side by side."""

    def __init__(self) -> None:
        self.runs: dict[str, list[models.IndustryDataRun]] = defaultdict(list)
        self.processes: dict[tuple[str, str], models.RunProcess] = {}
        self.attached: list[models.IndustryDataRun] = []

    async def create_run(self, incoming_flow_id: str, *, body: models.IndustryDataRun) -> models.IndustryDataRun:
        if incoming_flow_id == "gone":
            raise Problem(404, detail="There is no such flow.")
        stored = body.model_copy(update={"id": f"{incoming_flow_id}-{len(self.runs[incoming_flow_id]) + 1}"})
        self.runs[incoming_flow_id].append(stored)
        return stored

    def add_run_process(self, incoming_flow_id: str, run_id: str, *, body: models.RunProcess) -> None:
        self.processes[incoming_flow_id, run_id] = body

    async def add_run(self, *, body: models.IndustryDataRun) -> None:
        self.attached.append(body)

    async def create_outgoing_flow_run(
        self, outgoing_flow_id: str, *, body: models.OutgoingFlowRun
    ) -> models.OutgoingFlowRun | Reply:
        return Reply(body, headers={"x-flow": outgoing_flow_id})


class Lifecycle(UnimplementedIdentityGovernance):
    """Keeps nothing: answers with what it was sent, and an identifier."""

    async def create_run(self, *, body: models.IdentityGovernanceRun) -> models.IdentityGovernanceRun:
        return body.model_copy(update={"id": "lifecycle-1"})


def application(industry: Industry | None = None) -> FastAPI:
    """The application with both services."""
    return create_app(industry_data=industry or Industry(), identity_governance=Lifecycle(), validate_responses=True)
