"""The rules, one file each; `specwright.lint.registry` lists them in order."""
