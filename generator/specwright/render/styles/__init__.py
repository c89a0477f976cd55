"""Models in other styles than ours: dataclasses, TypedDicts and msgspec Structs.

datamodel-code-generator makes the classes. It is given no text of the document: classes, properties and the types that we
write ourselves are tokens (`C1`, `f1`, `V1`), and what it makes is read as a syntax tree of which only known parts are
taken. So nothing that a document says can become code, whatever that generator does with it.
"""

from specwright.render.styles.fit import Loss, fitted, losses
from specwright.render.styles.made import StyleError
from specwright.render.styles.style import STYLES, Style
from specwright.render.styles.view import style_base_view, style_view

__all__ = ["STYLES", "Loss", "Style", "StyleError", "fitted", "losses", "style_base_view", "style_view"]
