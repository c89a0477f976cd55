"""What the response section and the example responses say of the status and the body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..emit.bodies import status_of
from ..findings import (
    NO_CONTENT_EXAMPLE,
    NO_CONTENT_SENTENCE,
    STATUS_DISAGREES,
    STATUS_IMPOSSIBLE,
    STATUS_MISSING,
    STATUS_REASON,
)
from ..page import Message
from ..statuses import belongs_to_another, phrase
from .found import Finding, Subject

__all__ = [
    "impossible_status",
    "missing_status",
    "no_content_example",
    "no_content_sentence",
    "status",
    "status_reason",
]

_QUOTED = re.compile(r"`\s*((?![1-5])\d{3})\b")
_ANSWERED = re.compile(r"^\s*HTTP(?:/[\d.]+)?\s+((?![1-5]\d\d\b)\d+)\b")
_CODE = re.compile(r"\b([1-5]\d\d)\b")


def no_content_sentence(subject: Subject) -> Iterator[Finding]:
    """A sentence that promises a 204 and a body."""
    page, sentence = subject.page, subject.page.response
    if sentence and sentence.status == "204" and sentence.claims_body and sentence.returns:
        yield Finding(
            code=NO_CONTENT_SENTENCE, page=page, at=sentence.text,
            message=f"The response is a 204, which has no body, and a {sentence.returns.name} in the body",
            assumed=_assumed(subject), todo="Drop the body from the sentence, or name the status that comes with it.",
        )  # fmt: skip


def no_content_example(subject: Subject) -> Iterator[Finding]:
    """An example response with status 204 and a body."""
    for reply in _replies(subject):
        if _status(reply) == "204" and reply.body:
            yield Finding(
                code=NO_CONTENT_EXAMPLE, page=subject.page, at=reply.body,
                message="The example is a 204, which has no body, and has one", assumed=_assumed(subject),
                todo="Remove the body from the example, or correct its status.",
            )  # fmt: skip


def status(subject: Subject) -> Iterator[Finding]:
    """An example of success with a status that the response section does not name."""
    sentence = subject.page.response
    for reply in _replies(subject):
        shown = _status(reply)
        if sentence and sentence.status and shown[:1] in ("2", "3") and shown not in sentence.statuses:
            yield Finding(
                code=STATUS_DISAGREES, page=subject.page, at=reply.start,
                message=f"The example answers {shown}, the response section says {sentence.status}",
                assumed=status_of(subject.page, subject.policy), todo="Name the same status in both places.",
                related=((f"The response section says {sentence.status}", subject.page, sentence.text),),
            )  # fmt: skip
            return


def status_reason(subject: Subject) -> Iterator[Finding]:
    """A status code with the reason of another one."""
    sentence = subject.page.response
    if sentence and belongs_to_another(sentence.reason, sentence.status) and (right := phrase(sentence.status)):
        yield Finding(
            code=STATUS_REASON, page=subject.page, at=sentence.text,
            message=f"{sentence.status} means {right!r}, not {sentence.reason!r}", assumed=f"the code {sentence.status}",
            todo=f"Write `{sentence.status} {right}`, or correct the code.",
        )  # fmt: skip


def impossible_status(subject: Subject) -> Iterator[Finding]:
    """A number that stands where a status code does, and can't be one."""
    page, sentence = subject.page, subject.page.response
    starts = [reply.start for reply in _replies(subject)]
    places = [sentence.text, *starts] if sentence and not sentence.status else starts
    for at in places:
        pattern = _QUOTED if sentence and at is sentence.text else _ANSWERED
        if found := pattern.search(at.value):
            yield Finding(
                code=STATUS_IMPOSSIBLE, page=page, at=at.at(found.start(1), found[1]),
                message=f"{found[1]} is no status code", assumed=status_of(page, subject.policy),
                todo="Name the status that the operation returns.",
            )  # fmt: skip


def missing_status(subject: Subject) -> Iterator[Finding]:
    """A response section without a status code."""
    sentence = subject.page.response
    if sentence and not sentence.status and subject.page.requests and not _QUOTED.search(sentence.text.value):
        yield Finding(
            code=STATUS_MISSING, page=subject.page, at=sentence.text, message="The response section names no status code",
            assumed=status_of(subject.page, subject.policy), todo="Say which status code the operation returns.",
        )  # fmt: skip


def _assumed(subject: Subject) -> str:
    return "204 without a body" if subject.policy.no_content_body == "drop" else "200 with the body"


def _replies(subject: Subject) -> Iterator[Message]:
    return (example.response for example in subject.page.examples if example.response)


def _status(reply: Message) -> str:
    found = _CODE.search(reply.start.value.partition(" ")[2])
    return found[1] if found else ""
