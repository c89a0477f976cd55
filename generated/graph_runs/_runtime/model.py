"""What generated models are made of."""

from __future__ import annotations

from .case import camel, kebab, pascal
from .formats import UUID, Base64, Base64Url, Binary, Date, DateTime, Decimal, DecimalNumber, Duration, Time
from .record import Model, Unknown
from .types import Evolvable, EvolvableInt, Nullable, Open, OpenInt, wire
from .unions import Tagged

__all__ = [
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
