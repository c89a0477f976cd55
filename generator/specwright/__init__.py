"""Specwright: API documentation to OpenAPI, OpenAPI to typed Python."""
