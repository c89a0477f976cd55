"""How much there is of what a run generated; apart from the report that shows it, which few runs are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from specwright.lower.api import Api

__all__ = ["counts"]


def counts(api: Api) -> dict[str, Any]:
    """How much an API has of what is generated, and the names that differ from what they would have been."""
    return {
        "operations": sum(len(service.operations) for service in api.services),
        "services": len(api.services),
        "webhooks": sum(len(group.operations) for group in api.webhooks),
        "models": sum(len(module.models) for module in api.modules),
        "names": {"given": len(api.names), "renamed": dict(api.renamed), "numbered": list(api.numbered)},
    }
