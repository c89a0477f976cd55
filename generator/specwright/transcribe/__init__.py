"""transcribe: documentation pages, and an overlay with what they leave open, to an OpenAPI 3.1 document.

What the pages get wrong or leave open comes out as findings; see `specwright.transcribe.findings`.
"""

from .policy import Policy, read_policy
from .transcription import Transcription, pages_of, transcribe

__all__ = ["Policy", "Transcription", "pages_of", "read_policy", "transcribe"]
