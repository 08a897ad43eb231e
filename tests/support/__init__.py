"""Helpers that tests of several files share: reading, findings, places of real files, documents of other systems."""
