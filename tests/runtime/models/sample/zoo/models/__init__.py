"""The models of the API; each is loaded when it is first used."""

from typing import TYPE_CHECKING

from .._runtime.lazy import exports

if TYPE_CHECKING:
    from .animal import Animal as Animal
    from .cat import Cat as Cat
    from .dog import Dog as Dog
    from .keeper import Keeper as Keeper
    from .keeper import KeeperShift as KeeperShift
    from .pet import Pet as Pet
    from .status import Status as Status

__all__ = ["INDEX", "MODELS", "Animal", "Cat", "Dog", "Keeper", "KeeperShift", "Pet", "Status"]

INDEX: dict[str, str] = {
    "Animal": "animal",
    "Cat": "cat",
    "Dog": "dog",
    "Keeper": "keeper",
    "KeeperShift": "keeper",
    "Pet": "pet",
    "Status": "status",
}
"""Name -> module, for lazy loading (every model, nested ones too)."""

MODELS: dict[str, str] = {"/components/schemas/Keeper": "models.keeper:Keeper"}
"""JSON Pointer of each component schema -> "module:name"."""

if not TYPE_CHECKING:
    __getattr__, __dir__ = exports(__name__, INDEX)
