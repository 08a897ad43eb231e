"""The agenda as Markdown, for a README, a pad or an issue."""
