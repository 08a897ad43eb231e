"""The agenda as plain text."""
