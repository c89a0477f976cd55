"""What the author of the project wrote."""

from shop import Client

__all__ = ["Client"]
