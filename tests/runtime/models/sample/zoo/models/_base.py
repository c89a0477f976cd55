"""What all models of this package have in common."""

from .._runtime.model import Model as _Model
from .._runtime.model import camel


class Model(_Model, alias_generator=camel):
    """An object of this API."""
