"""The native formats: JSON for programs and YAML for people, with the same tree of plain values behind both."""
