"""What a generated client costs: CPU time of one GET with a 2 KB JSON answer, next to the same call written by hand.

python -m tests.benchmarks.overhead [ROUNDS]

Both go over loopback to a server in a process of its own, in turns, so that whatever else the machine does meets both.
The hand-written call is httpx2 and pydantic with nothing around them: no retries, no errors of one's own. Below that, the
memory of a client that has made one call.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
from pydantic import BaseModel, ConfigDict, Field
from tests.runtime.wire.loopback import generated

CALLS = 200
DOCUMENT = """
openapi: 3.1.0
info: {title: Overhead, version: "1"}
paths:
  /runs/{id}:
    get:
      tags: [runs]
      operationId: get_run
      parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: expand, in: query, schema: {type: boolean}}
      responses:
        '200': {description: A run., content: {application/json: {schema: {$ref: '#/components/schemas/Run'}}}}
components:
  schemas:
    Step:
      type: object
      required: [stepName, seconds]
      properties: {stepName: {type: string}, seconds: {type: number}, note: {type: string}}
    Run:
      type: object
      required: [runId, createdBy, steps]
      properties:
        runId: {type: string}
        createdBy: {type: string}
        attempts: {type: integer}
        steps: {type: array, items: {$ref: '#/components/schemas/Step'}}
"""
SERVER = """
import asyncio, sys
answer = sys.stdin.buffer.read()
async def serve(reader, writer):
    try:
        while await reader.readuntil(b"\\r\\n\\r\\n"):
            writer.write(answer)
    except asyncio.IncompleteReadError:
        writer.close()
async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(main())
"""


class Step(BaseModel):
    """As one writes it by hand."""

    model_config = ConfigDict(populate_by_name=True)
    step_name: str = Field(alias="stepName")
    seconds: float
    note: str | None = None


class Run(BaseModel):
    """As one writes it by hand."""

    model_config = ConfigDict(populate_by_name=True)
    run_id: str = Field(alias="runId")
    created_by: str = Field(alias="createdBy")
    attempts: int | None = None
    steps: list[Step]


def by_hand(http: httpx2.Client, url: str) -> Run:
    """The call, as one writes it by hand."""
    response = http.get(f"{url}/runs/r-1", params={"expand": "true"})
    response.raise_for_status()
    return Run.model_validate_json(response.content)


def payload() -> bytes:
    """A run of 2 KB."""
    step = {"stepName": "collect", "seconds": 1.25, "note": "x" * 40}
    run = {"runId": "r-1", "createdBy": "someone", "attempts": 2, "steps": [step] * 21}
    return json.dumps(run).encode()


def serve() -> tuple[subprocess.Popen[bytes], str]:
    """A server that answers everything with the run, and its URL."""
    content = payload()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    server = subprocess.Popen([sys.executable, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert server.stdin is not None and server.stdout is not None
    server.stdin.write(head.encode() + content)
    server.stdin.close()
    return server, f"http://127.0.0.1:{server.stdout.readline().decode().strip()}"


def spent(call: Callable[[], object]) -> float:
    """CPU seconds of a call, on average."""
    before = time.process_time()
    for _ in range(CALLS):
        call()
    return (time.process_time() - before) / CALLS


def memory(make: Callable[[], Any], call: Callable[[Any], object]) -> int:
    """Bytes that a client holds after one call; what all clients share is loaded before."""
    call(make())
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    client = make()
    call(client)
    held = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    return held


def main(rounds: int) -> None:
    """Print the CPU time of both, their ratio, and the memory of a client."""
    server, url = serve()
    try:
        with tempfile.TemporaryDirectory() as folder:
            package: Any = generated(DOCUMENT, Path(folder), "overhead_runs")
            ours, http = package.Client(url), httpx2.Client(timeout=60)
            assert ours.runs.get_run("r-1", expand=True).steps[0].step_name == by_hand(http, url).steps[0].step_name
            pairs = [
                (spent(lambda: by_hand(http, url)), spent(lambda: ours.runs.get_run("r-1", expand=True)))
                for _ in range(rounds)
            ]
            ours.close(), http.close()
            held = memory(lambda: package.Client(url), lambda client: client.runs.get_run("r-1", expand=True))
            plain = memory(lambda: httpx2.Client(timeout=60), lambda client: by_hand(client, url))
    finally:
        server.kill()
    hand, generated_ = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(ours / hand for hand, ours in pairs)
    print(f"answer of {len(payload())} bytes, {rounds} rounds of {CALLS} calls, CPU time of the client")
    print(f"by hand    {hand * 1e6:7.0f} us")
    print(f"generated  {generated_ * 1e6:7.0f} us   ratio {ratio:.3f}")
    print(f"memory per client: {held / 1024:.0f} KB, of which httpx2 {plain / 1024:.0f} KB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 25)
