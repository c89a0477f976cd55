"""write: Artifacts to Changes. The only stage that touches the disk.

A package folder is planned first and then replaced as a whole, so it is always the old one or the new one; what people
wrote into it is never lost. `replace` does the same for a single file, and `save` where a user says which.
"""

from specwright.write.commit import Changes, apply
from specwright.write.decide import File, Plan, names, plan, written
from specwright.write.file import replace
from specwright.write.manifest import MANIFEST, Manifest
from specwright.write.save import Kept, save, why_kept
from specwright.write.state import DAMAGED, DOCUMENT, OWN, STATE, UNITS, VIEWS, WORDS, forget, keep, recall

__all__ = [
    "DAMAGED",
    "DOCUMENT",
    "MANIFEST",
    "OWN",
    "STATE",
    "UNITS",
    "VIEWS",
    "WORDS",
    "Changes",
    "File",
    "Kept",
    "Manifest",
    "Plan",
    "apply",
    "forget",
    "keep",
    "names",
    "plan",
    "recall",
    "replace",
    "save",
    "why_kept",
    "written",
]
