"""Models in other styles than ours: dataclasses, TypedDicts and msgspec Structs.

datamodel-code-generator makes the classes. It is given no text of the document: classes, properties and the types that we
write ourselves are tokens (`C1`, `f1`, `V1`), and what it makes is read as a syntax tree of which only known parts are
taken. So nothing that a document says can become code, whatever that generator does with it.

Nothing is imported here: few packages have other models than pydantic's.
"""
