"""The native formats: JSON for programs, YAML for people, one tree of plain values behind both."""
