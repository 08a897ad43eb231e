"""How many seeds the long fuzz runs try: one in CI, which has to answer within 25 minutes, more by hand."""

import os

__all__ = ["SEEDS"]

SEEDS = range(2, 3 if "CI" in os.environ else 6)
