"""Shows attrs classes in the reference: their constructors, with all their attributes in one table each.

griffe knows the constructors of dataclasses only, and gives every attribute a heading of its own.
"""

from typing import Any

import griffe


class AttrsClasses(griffe.Extension):
    """Adds to each attrs class the `__init__` that attrs makes for it, and a table of its attributes."""

    def on_class(self, *, cls: griffe.Class, **_: Any) -> None:
        """Called when a class and its members are known."""
        decorators = [str(decorator.value) for decorator in cls.decorators]
        made = next((text for text in decorators if text.startswith(("attrs.frozen", "attrs.define"))), None)
        if made is None or "__init__" in cls.members:
            return
        parameters = griffe.Parameters(griffe.Parameter("self", kind=griffe.ParameterKind.positional_or_keyword))
        for name, member in cls.members.items():
            if not isinstance(member, griffe.Attribute) or member.annotation is None or "property" in member.labels:
                continue
            value = str(member.value) if member.value is not None else None
            named = "kw_only=True" in made or (value is not None and "kw_only=True" in value)
            if value is not None and value.startswith("attrs.field("):
                default = next(
                    (part.split("=", 1)[1] for part in _arguments(value) if part.startswith("default=")), None
                )
            else:
                default = value
            kind = griffe.ParameterKind.keyword_only if named else griffe.ParameterKind.positional_or_keyword
            parameters.add(griffe.Parameter(name, annotation=member.annotation, kind=kind, default=default))
        cls.set_member("__init__", griffe.Function("__init__", parameters=parameters, returns="None"))
        _tabulate(cls, [parameter.name for parameter in parameters][1:])


def _tabulate(cls: griffe.Class, names: list[str]) -> None:
    """Move the docstrings of attributes into a section of the class; without one, they have no heading."""
    lines = [cls.docstring.value if cls.docstring else "", "", "Args:"]
    for name in names:
        member = cls.members[name]
        if member.docstring:
            text = member.docstring.value.replace("\n", "\n        ")
            lines.append(f"    {name}: {text}")
            member.docstring = None
    if len(lines) > 3:
        cls.docstring = griffe.Docstring("\n".join(lines), parent=cls, parser="google")


def _arguments(call: str) -> list[str]:
    parts, depth, part = [], 0, ""
    for letter in call[call.index("(") + 1 : -1]:
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and depth == 0:
            parts.append(part.strip())
            part = ""
        else:
            part += letter
    return [*parts, part.strip()]
