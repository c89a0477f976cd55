"""`python -m specwright` is the command."""

import sys

from specwright.cli import main

if __name__ == "__main__":
    sys.exit(main())
