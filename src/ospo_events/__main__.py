"""`python -m ospo_events`."""

import sys

from .cli import main

if __name__ == "__main__":  # pragma: no cover # tested in a process of its own
    sys.exit(main())
