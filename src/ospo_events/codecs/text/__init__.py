"""The agenda as plain text, for a terminal."""
