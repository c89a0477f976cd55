"""Every operation of the API."""

from .._runtime.lazy import operation_table

OPERATIONS = operation_table(__name__, ("animals",))
"""All operations, in the document's order of services; loaded when first looked at."""
