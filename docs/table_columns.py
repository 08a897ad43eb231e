"""The page of the tables: which columns each has, from the one table of data that readers and writers use."""

from __future__ import annotations

__all__ = ["tables_page"]


def tables_page() -> str:
    """Return the page."""
    from ospo_events.codecs.tables._shape import EVENT, TABLES

    parts = [
        "# Tables\n",
        "`csv`, `datapackage` and `xlsx` have these tables, as files or as sheets. Every attribute of the",
        "[model](model.md) has a column. An empty cell means the default value, a single apostrophe an empty text.",
        "Rows have the order of the programme; `position` gives the order of people and links.\n",
        "In CSV, a text that begins with `=`, `+`, `-`, `@` or a tab gets an apostrophe, which reading removes.",
        "Several values in one cell are separated by `;`, or are a list in JSON. Unknown columns are kept in",
        "`x-table`, for the team.\n",
    ]
    for table in TABLES:
        parts.append(f"## {table.name}\n")
        parts.append(f"{table.title}.\n" if table.title.lower() != table.name else "")
        if table is EVENT:
            parts.append("The columns are `name` and `value`. The names are:\n")
        parts += ["| column | value | refers to |", "| --- | --- | --- |"]
        for column in table.columns:
            kind = " or ".join(f"`{value}`" for value in column.values) or column.kind
            needed = ", required" if column.required else ""
            to = f"[{column.to}](#{column.to})" if column.to else ""
            parts.append(f"| `{column.name}` | {kind}{needed} | {to} |")
        parts.append("")
    return "\n".join(parts).replace("\n\n\n", "\n\n")
