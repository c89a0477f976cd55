"""What generated models are made of."""

from __future__ import annotations

from .case import camel, kebab, pascal
from .checks import Contradiction, Listed, PatternProperties, Positions, Unique
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
from .rules import (
    AnyRequired,
    DependentRequired,
    MaxProperties,
    MinProperties,
    NotRequired,
    OneRequired,
)
from .types import (
    Absent,
    Evolvable,
    EvolvableInt,
    Nullable,
    Open,
    OpenInt,
    wire,
)
from .unions import Tagged
from .withheld import WRITE_ONLY

__all__ = [
    "READ_ONLY",
    "UUID",
    "WRITE_ONLY",
    "Absent",
    "AnyRequired",
    "Base64",
    "Base64Url",
    "Binary",
    "Contradiction",
    "Date",
    "DateTime",
    "Decimal",
    "DecimalNumber",
    "DependentRequired",
    "Duration",
    "Evolvable",
    "EvolvableInt",
    "Listed",
    "MaxProperties",
    "MinProperties",
    "Model",
    "NotRequired",
    "Nullable",
    "OneRequired",
    "Open",
    "OpenInt",
    "PatternProperties",
    "Positions",
    "Tagged",
    "Time",
    "Unique",
    "Unknown",
    "camel",
    "kebab",
    "pascal",
    "wire",
]
