"""What generated models are made of."""

from __future__ import annotations

from .case import camel, kebab, pascal
from .formats import (
    UUID,
    Base64,
    Base64Url,
    Binary,
    Date,
    DateTime,
    Decimal,
    DecimalNumber,
    Duration,
    Time,
)
from .promised import READ_ONLY
from .record import Model, Unknown
from .types import Evolvable, EvolvableInt, Nullable, Open, OpenInt, wire
from .unions import Tagged

__all__ = [
    "READ_ONLY",
    "UUID",
    "Base64",
    "Base64Url",
    "Binary",
    "Date",
    "DateTime",
    "Decimal",
    "DecimalNumber",
    "Duration",
    "Evolvable",
    "EvolvableInt",
    "Model",
    "Nullable",
    "Open",
    "OpenInt",
    "Tagged",
    "Time",
    "Unknown",
    "camel",
    "kebab",
    "pascal",
    "wire",
]
