"""lsp: what lint finds, in an editor. A server of the Language Server Protocol 3.17 over stdio (`specwright lsp`).

`check` finds, `text` converts positions, `files` holds what is open; `hover`, `fixes`, `references` and `symbols` answer
questions with plain functions; `server` speaks the protocol. Only files that a document refers to are read, from the
folder that `lint` would read them from, and nothing is fetched.
"""
