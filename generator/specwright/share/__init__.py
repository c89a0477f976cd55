"""share: what runs can have from each other. A run as a `Task` that holds no path of this machine, its `Answer`, a cache of
answers, and processes and clusters that give them."""

from specwright.share.cache import Cache
from specwright.share.crews import NoCluster, cluster, cores
from specwright.share.making import Made, Question, answered, made, made_here
from specwright.share.many import made_by
from specwright.share.task import Unportable, folder_digest
from specwright.share.tool import tool_digest

__all__ = [
    "Cache",
    "Made",
    "NoCluster",
    "Question",
    "Unportable",
    "answered",
    "cluster",
    "cores",
    "folder_digest",
    "made",
    "made_by",
    "made_here",
    "tool_digest",
]
