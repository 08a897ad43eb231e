"""The page of the tables: which columns each has, from the one table of data that readers and writers use."""

from __future__ import annotations

__all__ = ["tables_page"]


def tables_page() -> str:
    """Return the page."""
    from ospo_events.codecs.tables._shape import EVENT, TABLES

    parts = [
        "# Tables\n",
        "The tables of `csv`, `datapackage` and `xlsx`: files of these names, or sheets. Every attribute of the",
        "[model](model.md) has a column. An empty cell is what is at its default, an apostrophe alone an empty text.",
        "The order of the rows is that of the programme; `position` is that of people and links.\n",
        "In CSV a text that begins with `=`, `+`, `-`, `@` or a tab has an apostrophe before it that reading drops.",
        "Several values in one cell have `;` between them, or are a list in JSON. A column nobody knows is kept",
        "under `x-table`, for the team.\n",
    ]
    for table in TABLES:
        parts.append(f"## {table.name}\n")
        parts.append(f"{table.title}.\n" if table.title.lower() != table.name else "")
        if table is EVENT:
            parts.append("The columns are `name` and `value`; the names are these:\n")
        parts += ["| column | holds | leads to |", "| --- | --- | --- |"]
        for column in table.columns:
            kind = " or ".join(f"`{value}`" for value in column.values) or column.kind
            needed = ", needed" if column.required else ""
            to = f"[{column.to}](#{column.to})" if column.to else ""
            parts.append(f"| `{column.name}` | {kind}{needed} | {to} |")
        parts.append("")
    return "\n".join(parts).replace("\n\n\n", "\n\n")
