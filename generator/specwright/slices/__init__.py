"""slices: what of a package a change of its document does not reach.

The first run makes everything; a later one makes what shows something new. What it was remembered by stands beside the
manifest, is one machine's own, and may be lost at any time: everything is made then.
"""

from specwright.slices.modules import Modules

__all__ = ["Modules"]
