"""`python -m ospo_events`."""

if __name__ == "__main__":  # pragma: no cover # tested in a process of its own
    import sys

    from .cli import main

    sys.exit(main())
