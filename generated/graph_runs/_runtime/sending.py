"""One attempt of a call: the request, the redirects after it, and the hooks that are told of both."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import httpx2

from .operation import Operation
from .steps import Close, Send, Step
from .urls import origin

if TYPE_CHECKING:
    from .hooks import Hook

__all__ = ["Sending"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HARMLESS = frozenset(
    {"accept", "accept-encoding", "accept-language", "content-type", "user-agent"}
)
"""Header fields that another origin may see; all others can hold secrets."""


class Sending:
    """Sends the requests of a call. `shown_url` is the URL without what credentials add to it."""

    def __init__(
        self,
        operation: Operation[Any],
        hooks: tuple[Hook, ...],
        redirects: int,
        shown_url: str,
    ) -> None:
        self.operation, self.hooks = operation, hooks
        self.redirects, self.shown_url = redirects, shown_url

    def answer(self, send: Send, number: int) -> Generator[Step, Any, httpx2.Response]:
        """The answer to a request, after as many redirects as are allowed (RFC 9110, 15.4)."""
        shown = self.shown_url
        for _ in range(self.redirects):
            response = yield from self._told(send, number, shown)
            following = self._following(send, response)
            if following is None:
                return response
            if send.stream:
                yield Close(response)
            send, shown = following, following.url
        return (yield from self._told(send, number, shown))

    def _told(
        self, send: Send, number: int, shown: str
    ) -> Generator[Step, Any, httpx2.Response]:
        """The answer to one request, with the hooks told of both: of the answer in the opposite order."""
        if not self.hooks:
            response: httpx2.Response = yield send
            return response
        from .hooks import Attempt

        attempt = Attempt(self.operation, number, send.method, shown, send.headers)
        for hook in self.hooks:
            hook.request(attempt)
        try:
            response = yield send
        except BaseException as error:
            for hook in reversed(self.hooks):
                hook.failed(attempt, error)
            raise
        for hook in reversed(self.hooks):
            hook.response(attempt, response)
        return response

    def _following(self, send: Send, response: httpx2.Response) -> Send | None:
        """The request that a redirect asks for; None where it must not be made."""
        location = response.headers.get("location", "")
        documented = any(
            str(response.status_code) == each.status
            for each in self.operation.responses
        )
        if response.status_code not in _REDIRECTS or not location or documented:
            return None
        try:
            url = httpx2.URL(send.url).join(location)
        except (httpx2.InvalidURL, ValueError):
            return None
        if url.scheme not in ("http", "https") or (
            url.scheme == "http" and send.url.startswith("https:")
        ):
            return None
        return _onward(
            send._replace(url=str(url), headers=_kept(send, url)), response.status_code
        )


def _kept(send: Send, url: httpx2.URL) -> dict[str, str]:
    """The header fields to send on: to another origin no credentials, nor what a caller added."""
    if origin(url) == origin(send.url):
        return send.headers
    return {
        name: value for name, value in send.headers.items() if name.lower() in _HARMLESS
    }


def _onward(send: Send, status: int) -> Send | None:
    """The request as its method goes on: 303 asks for a GET, so do 301 and 302 after a POST, as everyone does."""
    if send.method in ("GET", "HEAD"):
        return send
    if status == 303 or (status in (301, 302) and send.method == "POST"):
        headers = {
            name: value
            for name, value in send.headers.items()
            if name.lower() != "content-type"
        }
        return send._replace(method="GET", body=None, headers=headers)
    return send if send.body is None or send.body.replayable else None
