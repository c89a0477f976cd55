"""Modules of models: one for each component or operation, holding what is nested in it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from specwright.lower.api import Model, ModelId, ModelModule
from specwright.lower.model_names import module_owner
from specwright.lower.names import MODULE_RESERVED, Names, Scope, ascii_name, snake

__all__ = ["arrange"]


def arrange(models: Mapping[ModelId, Model], named: Mapping[ModelId, str], names: Names) -> tuple[ModelModule, ...]:
    """The models with their names, by module; within a module in the order of completion, dependencies first."""
    groups: dict[str, list[Model]] = {}
    for id, model in models.items():
        groups.setdefault(module_owner(id), []).append(replace(model, name=named[id]))
    for owner, group in groups.items():
        group.sort(key=lambda model: model.id == owner)
    scope = Scope(reserved=MODULE_RESERVED, folded=True)
    names.hold(scope, (f"module:{owner}" for owner in groups if not _is_chosen(owner, names)))
    return tuple(
        ModelModule(name=_module_name(owner, group[-1].name, scope, names), models=tuple(group))
        for owner, group in groups.items()
    )


def _module_name(owner: str, model: str, scope: Scope, names: Names) -> str:
    plain = snake(ascii_name(model), fallback="model")
    candidates = [plain, f"{plain}_model"]
    if _is_chosen(owner, names):  # named after a chosen name, it is not remembered either
        return scope.claim(candidates)
    return names.give(scope, f"module:{owner}", candidates)


def _is_chosen(owner: str, names: Names) -> bool:
    return owner in names.own or f"operation:{owner}" in names.own
