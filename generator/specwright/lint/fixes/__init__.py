"""Fixes: what a rule proposes, as changes of the tree, as edits of the text, and as an OpenAPI Overlay."""
