"""`ospo-events draft`: turn a concept note or an agenda in prose into a first version of a programme."""

from __future__ import annotations

import argparse
import os

from ...codecs.prose import Draft, draft, draft_yaml, evidence_json, note_text
from ...diagnostics import Report, format_path, summary
from ...errors import OspoEventsError
from .._io import add_report_format, print_report, read_input, write_output
from .._output import counted, say, write_document

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument(
        "note", metavar="NOTE", help="the note: text, Markdown, HTML, .docx or PDF, or - for standard input"
    )
    parser.add_argument("--year", type=int, metavar="YEAR", help="the year of dates without a year")
    parser.add_argument("--zone", metavar="ZONE", help="the IANA time zone of the event, such as Europe/Berlin")
    parser.add_argument("--language", metavar="LANGUAGE", help="the language of the note, such as fr")
    parser.add_argument("--title", metavar="TITLE", help="the title of the event, for notes that have none")
    parser.add_argument("--id", metavar="ID", help="the id of the event (default: made from its title)")
    parser.add_argument("--out", metavar="FILE", default="-", help="the YAML file to write (default: standard output)")
    parser.add_argument("--evidence", metavar="FILE", help="write the evidence for each value to a JSON file")
    parser.add_argument(
        "--explain", action="store_true", help="print the words of the note behind each value, and no YAML"
    )
    add_report_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Read the note, write the draft, print what the note leaves open."""
    name: str = arguments.note
    if arguments.out != "-" and os.path.lexists(arguments.out):
        raise OspoEventsError(f"expected a file that does not exist yet, got {arguments.out}")
    text, findings = note_text(read_input(name), name)
    if text is None:
        print_report(Report(findings), arguments)
        return 1
    try:
        made = draft(
            text,
            source=name,
            year=arguments.year,
            zone=arguments.zone,
            language=arguments.language,
            title=arguments.title,
            id=arguments.id,
        )
    except ValueError as problem:
        raise OspoEventsError(str(problem)) from problem
    report = Report((*findings, *made.unresolved))
    print_report(report, arguments)
    if made.event is None:
        return 1
    if arguments.evidence is not None:
        write_output(arguments.evidence, evidence_json(made))
    if arguments.explain:
        write_document(explained(made).encode("utf-8"))
    else:
        write_output(arguments.out, draft_yaml(made))
    if arguments.out != "-":
        sessions, days = counted(len(made.event.sessions), "session"), counted(len(made.event.days), "day")
        state = summary(report) if report.diagnostics else "the note leaves nothing open"
        say(f"{arguments.out}: {sessions} on {days}; {state}", error=True)
    return 0


def explained(made: Draft) -> str:
    """Return one line per value of a draft: its path, its line in the note, and how it was interpreted."""
    lines: list[str] = []
    for path, evidence in made.evidence.items():
        doubt = "" if evidence.confidence.value == "certain" else f", {evidence.confidence.value}"
        words = " ".join(evidence.text.split())
        lines.append(f"{format_path(path)}: line {evidence.span.line}, {evidence.rule}{doubt}: {words[:80]!r}")
    return "\n".join(lines) + "\n" if lines else ""
