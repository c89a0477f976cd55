"""share: what runs can have from each other. A run as a `Task` that holds no path of this machine, its `Answer`, a cache of
answers, and processes and clusters that give them."""

from specwright.share.making import made

__all__ = ["made"]
