"""The runtime of generated packages: what their models, clients and servers have in common.

It is copied as it is into each generated package (`_runtime/`) and imports nothing of the generator. Import from its
modules: this file stays empty, so that using one of them does not load the others.
"""
