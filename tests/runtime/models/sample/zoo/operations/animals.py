"""The operations of `animals`."""

from __future__ import annotations

from .. import models
from .._runtime.operation import Content, Operation, Response

FIND_ANIMAL: Operation[models.Animal] = Operation(
    service="animals",
    name="find_animal",
    operation_id="findAnimal",
    method="GET",
    path="/animal",
    responses=(Response("200", (Content("application/json", lambda: models.Animal),)),),
)

OPERATIONS = (FIND_ANIMAL,)
