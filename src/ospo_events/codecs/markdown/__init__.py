"""The agenda as Markdown."""
