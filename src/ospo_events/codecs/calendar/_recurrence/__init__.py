"""Expands recurring items into one item for each of their times (RFC 5545 section 3.8.5)."""
