"""What the write stage reports."""

from specwright.diagnostics import Code, Severity

__all__ = ["CODES", "FOREIGN_FILE", "HAND_EDITED_FILE", "MANIFEST_UNREADABLE", "NOT_A_FILE", "UNSAFE_PATH"]

HAND_EDITED_FILE = Code(
    name="hand-edited-file",
    severity=Severity.ERROR,
    why=(
        "The manifest holds the digest of every generated file as it was written. A file with another digest was changed "
        "by a person or another tool, and writing it again would lose that change. As long as there is such a file, "
        "nothing of the package is written, so that the output is never half new."
    ),
    bad="generated/shop/client.py, edited after it was generated",
    good="the change made in the document, a template or a subclass outside the package; then generate --force once",
)
FOREIGN_FILE = Code(
    name="foreign-file",
    severity=Severity.ERROR,
    why=(
        "A file that is not in the manifest was not written by Specwright. Where a generated file has to go to the same "
        "place (or to one that differs in upper and lower case only), writing would destroy it."
    ),
    bad="--output src --package shop, where src/shop/ already holds a client.py written by hand",
    good="another --output or --package, or the file moved away",
)
NOT_A_FILE = Code(
    name="not-a-file",
    severity=Severity.ERROR,
    why=(
        "A symbolic link, a folder or a device stands where a generated file or folder has to go. Links are never "
        "followed: one that leads out of the package would let a document write anywhere."
    ),
    bad="generated/shop/models -> /home/me/models",
    good="the link removed; the folder that holds the package may itself be reached through a link",
)
UNSAFE_PATH = Code(
    name="unsafe-path",
    severity=Severity.ERROR,
    why=(
        "The path of a generated file leads out of the package, is reserved by an operating system, or differs from "
        "another one in upper and lower case only. Such a package could not be checked out everywhere."
    ),
    bad="models/aux.py, models/../../x.py, models/Run.py beside models/run.py",
    good="models/aux_.py, models/run.py, models/run_2.py",
)
MANIFEST_UNREADABLE = Code(
    name="manifest-unreadable",
    severity=Severity.ERROR,
    why=(
        "The manifest tells which files are ours. It is no manifest (a merge conflict, perhaps) or was written by a newer "
        "Specwright, so nobody can tell what may be overwritten."
    ),
    bad="<<<<<<< HEAD in .specwright/manifest.json",
    good="the manifest of either side of the merge, then generate again",
)

CODES = (HAND_EDITED_FILE, FOREIGN_FILE, NOT_A_FILE, UNSAFE_PATH, MANIFEST_UNREADABLE)
