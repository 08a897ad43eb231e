"""Goldens: digests of what every reader and writer gives today, so that a later change is seen to change nothing else.

    python -m tests.goldens.make --check               print every difference; exit 1 where there is one
    python -m tests.goldens.make --check --only ics    one family: a part of the name between slashes
    python -m tests.goldens.make --update              write the digests anew

It uses the public facade only, and stays until the restructuring and the work on speed are done.

What is read (`events`, `findings`): `fixtures/` (a copy of the fixtures of the tests, as files), the worked example, the
stored programmes, and, where they are at hand, the real files beside the project: all of `corpus` (every version of its
series too) and all of `cases`. Of those only digests are stored. `own/` is what each format that reads and writes makes of its own output.

What is written (`bytes`, `reports`): by every encoder, with its defaults and as VARIANTS says, the example and the
twenty programmes. Where an option is renamed, VARIANTS follows and its labels stay, since the names of goldens have them.

The lines of `digests.txt`:

    events    NAME  FORMAT whole=DIGEST sessions=COUNT:DIGEST ... rest=DIGEST    of the canonical native JSON
    findings  NAME  CODE COUNT:DIGEST; ...     digest of the sorted (path, line): it stays when only the code is renamed
    bytes     NAME  SIZE:DIGEST    of an archive: of what is in it, for each version of zlib packs it in its own way
    reports   NAME  CODE COUNT:DIGEST; ...

A difference of findings says `renamed` where the places are the same, and the renamings are counted at the end.
The programmes were made once by `generate.py`.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from ospo_events import CODECS, decode, detect, encode, loads  # noqa: E402 # after the path
from tests.support.archives import opened  # noqa: E402 # as above

SHARED = ROOT.parent / "shared"
DIGESTS = HERE / "digests.txt"
SECTIONS = ("events", "findings", "bytes", "reports")
COLLECTIONS = ("venues", "rooms", "tracks", "organizations", "people", "days", "sessions")
# As the tests read them: these do not say their zone.
WITHOUT_A_ZONE = ("fosdem", "giggity", "ccc-camp", "pentabarf", "symposion", "slots-of-a-volunteer-system")
OPTIONS: dict[str, dict[str, Any]] = {
    "sessionize": {"zone": "Europe/Vienna", "title": "T"},
    "pretalx": {"zone": "Europe/Prague", "title": "T"},
    "indico": {"title": "T"},
    "jsonld": {"zone": "Europe/Oslo"},
}
# Label: format and options.
VARIANTS: dict[str, tuple[str, dict[str, Any]]] = {
    **{name: (name, {}) for name, codec in CODECS.items() if codec.writes},
    "yaml+shorthand": ("yaml", {"shorthand": True}),
    "text+abstracts": ("text", {"abstracts": True, "width": 60, "zone": "Asia/Tokyo"}),
    "markdown+abstracts": ("markdown", {"abstracts": True, "zone": "Asia/Tokyo"}),
    "html+address": ("html", {"base_url": "https://site.example/2024/"}),
    "jsonld+address": ("jsonld", {"base_url": "https://site.example/2024/"}),
    "schedule-xml+address": ("schedule-xml", {"base_url": "https://site.example/2024/", "room_name": "Somewhere"}),
    "schedule-json+address": ("schedule-json", {"base_url": "https://site.example/2024/", "room_name": "Somewhere"}),
    "schedule2+address": ("schedule2", {"base_url": "https://site.example/2024/", "room_name": "Somewhere"}),
    "ics+rich": ("ics", {"profile": "rich"}),
    "ics+lean": ("ics", {"profile": "lean"}),
    "ics+utc": ("ics", {"times": "utc", "cancelled": "prefix", "open_end": "omit"}),
    "ics+left-out": ("ics", {"cancelled": "omit"}),
    "jcal+rich": ("jcal", {"profile": "rich", "times": "utc"}),
}

OF_OTHERS = frozenset({"sheet", "xlsx"})
"""Formats whose bytes another library makes, each version of it in its own way."""

Goldens = dict[tuple[str, str], str]


def _reader_options(format: str) -> set[str]:
    return {option.name for option in CODECS[format].decode_options}


class Source(NamedTuple):
    """Something to read."""

    name: str
    data: bytes | dict[str, bytes]
    format: str
    options: Mapping[str, Any] = {}


def digest(data: bytes | str, length: int = 8) -> str:
    return hashlib.sha256(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data).hexdigest()[:length]


def canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def sources(wanted: Any) -> Iterator[Source]:
    """Yield what is read of which the name is wanted."""
    for path in sorted((HERE / "fixtures").rglob("*.*")):
        name = path.relative_to(HERE).as_posix()
        if wanted(name):
            yield _source(name, path.read_bytes(), path.parent.name)
    if wanted("example/ospos2024.yaml"):
        yield Source("example/ospos2024.yaml", (ROOT / "examples" / "ospos2024.yaml").read_bytes(), "yaml")
    for name, data in programmes():
        if wanted(f"programmes/{name}"):
            yield Source(f"programmes/{name}", data, "json")
    for path in sorted((SHARED / "corpus").rglob("*.*")):
        name = path.relative_to(SHARED).as_posix()
        if path.suffix != ".tsv" and "/series/" not in name and wanted(name):
            data = path.read_bytes()
            yield _source(name, data, detect(data, path.name))
    yield from _series(wanted)
    yield from _pretalx_folder(wanted)
    for path in sorted((SHARED / "cases").glob("*/*.*")):
        name = path.relative_to(SHARED).as_posix()
        if wanted(name):
            data = path.read_bytes()
            try:
                format = detect(data, path.name)
            except Exception as problem:
                yield Source(name, b"", f"none ({type(problem).__name__})")
            else:
                yield Source(name, data, format, {"zone": "Europe/Berlin"} if "zone" in _reader_options(format) else {})


def _source(name: str, data: bytes, format: str) -> Source:
    options = OPTIONS.get(format, {})
    if format.startswith("schedule") and name.rpartition("/")[2].startswith(WITHOUT_A_ZONE):
        options = {"zone": "Europe/Brussels"}
    return Source(name, data, format, options)


def _series(wanted: Any) -> Iterator[Source]:
    table = SHARED / "corpus" / "series" / "MANIFEST.tsv"
    if not table.is_file():
        return
    head, *rows = (line.split("\t") for line in table.read_text("utf-8").splitlines())
    series: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        series[row[0].partition("/")[0]].append(dict(zip(head, row, strict=True)))
    for versions in series.values():
        for row in versions:
            name = f"corpus/series/{row['local_path']}"
            if wanted(name):
                data = gzip.decompress((SHARED / name).read_bytes())
                format = detect(data, name.removesuffix(".gz"))
                title = {"title": row["title"]} if row["title"] and "title" in _reader_options(format) else {}
                yield Source(name, data, format, {"zone": row["zone"]} | title)


def _pretalx_folder(wanted: Any) -> Iterator[Source]:
    folder = SHARED / "corpus" / "pretalx-api"
    if folder.is_dir() and wanted("corpus/pretalx-api/"):
        files = {path.name.removeprefix("europython-"): path.read_bytes() for path in sorted(folder.glob("*.json"))}
        yield Source("corpus/pretalx-api/", files, "pretalx", OPTIONS["pretalx"])


def programmes() -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted((HERE / "programmes").glob("*.json"))]


def event_line(event: Any) -> str:
    if event is None:
        return "no event"
    tree = json.loads(encode(event, "json").data)
    parts = [f"whole={digest(canonical(tree), 12)}"]
    for name in COLLECTIONS:
        if items := tree.pop(name, None):
            parts.append(f"{name}={len(items)}:{digest(canonical(items))}")
    return " ".join((*parts, f"rest={digest(canonical(tree))}"))


def findings_line(report: Iterable[Any]) -> str:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for item in report:
        # `repr` of the parts, not the shown path: that may be shortened.
        path = "/".join(map(str, item.path))
        places[item.code].append(f"{path}@{item.span.line if item.span else 0}")
    entries = ((code, len(found), digest("\n".join(sorted(found)), 6)) for code, found in sorted(places.items()))
    return "; ".join(f"{code} {count}:{places}" for code, count, places in entries)


def read(source: Source, goldens: Goldens) -> None:
    """Read something and note what came of it."""
    event, findings = source.format, ""
    if source.format in CODECS:
        try:
            if isinstance(source.data, bytes):
                decoded = decode(source.data, source.format, source=source.name, **source.options)
            else:
                decoded = CODECS[source.format].decode(source.data, source=source.name, **source.options)
            event, findings = f"{source.format} {event_line(decoded.event)}", findings_line(decoded.report)
        except Exception as problem:  # a golden too, and one that is not lost by the next
            event = f"{source.format} raises {type(problem).__name__}"
    goldens["events", source.name] = event
    goldens["findings", source.name] = findings


def write(name: str, data: bytes, label: str, goldens: Goldens) -> None:
    """Write an event in one way and note what came of it, and of reading it again."""
    format, options = VARIANTS[label]
    event = loads(data, "json")
    try:
        encoded = encode(event, format, **options)
    except Exception as problem:
        goldens["bytes", f"programmes/{label}/{name}"] = f"raises {type(problem).__name__}"
        return
    if format not in OF_OTHERS:
        written = opened(encoded.data)
        goldens["bytes", f"programmes/{label}/{name}"] = f"{len(written)}:{digest(written, 12)}"
    goldens["reports", f"programmes/{label}/{name}"] = findings_line(encoded.report)
    if CODECS[format].reads and encoded.data:
        zone = {"zone": "UTC", "title": "T"} if format == "sessionize" else {}
        read(Source(f"own/{label}/{name}", encoded.data, format, zone), goldens)


def make(only: str | None = None, *, real_files: bool = True) -> Goldens:
    """Return the goldens of this code, those of one family only where it is named."""

    def wanted(name: str) -> bool:
        if not real_files and name.startswith(("corpus/", "cases/")):
            return False
        return in_family(name, only)

    goldens: Goldens = {}
    for source in sources(wanted):
        read(source, goldens)
    for name, data in programmes():
        for label in VARIANTS:
            if wanted(f"programmes/{label}/{name}") or wanted(f"own/{label}/{name}"):
                write(name, data, label, goldens)
    return {key: value for key, value in goldens.items() if wanted(key[1])}


def in_family(name: str, only: str | None) -> bool:
    return only is None or f"/{only.strip('/')}/" in f"/{name}/" or only == name


def stored() -> Goldens:
    lines = (line.split("\t") for line in DIGESTS.read_text("utf-8").splitlines()) if DIGESTS.is_file() else ()
    return {(section, name): value for section, name, value in lines}


def absent(name: str) -> bool:
    """Tell whether a real file is not beside this checkout, so that nothing can be said of it."""
    return name.startswith(("corpus/", "cases/")) and not (SHARED / name.partition("/")[0]).is_dir()


def differences(before: Goldens, now: Goldens) -> Iterator[str]:
    """Yield a line for every difference, the sections apart, each with its count; then what was renamed."""
    renamed: Counter[tuple[str, str]] = Counter()
    for section in SECTIONS:
        keys = sorted({key for key in (*before, *now) if key[0] == section and before.get(key) != now.get(key)})
        if keys:
            yield f"== {section}: {len(keys)} differ"
        for key in keys:
            old, new = before.get(key), now.get(key)
            if old is None or new is None:
                yield f"{key[1]}: {'is not stored' if old is None else 'is no longer made'}"
            elif section == "bytes":
                yield f"{key[1]}: {old} -> {new}"
            elif section == "events":
                yield f"{key[1]}: {_parts(old, new, ' ')}"
            else:
                pairs = list(_renamed(old, new))
                renamed.update(pairs)
                told = _parts(old, new, "; ", skip={word for pair in pairs for word in pair})
                yield f"{key[1]}: " + "; ".join(
                    [*(f"renamed {a.split()[0]} -> {b.split()[0]}" for a, b in pairs), *([told] if told else [])]
                )
    names = Counter[tuple[str, str]]()
    for (a, b), number in renamed.items():
        names[a.split()[0], b.split()[0]] += number
    for (a, b), number in sorted(names.items()):
        yield f"== renamed in {number} reports: {a} -> {b}"


def _parts(old: str, new: str, separator: str, skip: Iterable[str] = ()) -> str:
    before, now = old.split(separator), new.split(separator)
    left = [f"-{item}" for item in before if item and item not in now and item not in skip]
    return ", ".join(left + [f"+{item}" for item in now if item and item not in before and item not in skip])


def _renamed(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield the entries of findings that have another code and the same places."""
    before, now = set(old.split("; ")), set(new.split("; "))
    by_places = {item.partition(" ")[2]: item for item in sorted(now - before) if item}
    for item in sorted(before - now):
        if item and (other := by_places.pop(item.partition(" ")[2], None)):
            yield item, other


def compared(only: str | None = None, *, real_files: bool = True) -> tuple[Goldens, list[str]]:
    """Return the goldens of this code, and how they differ from the stored ones."""
    now = make(only, real_files=real_files)
    before = {
        key: value
        for key, value in stored().items()
        if in_family(key[1], only)
        and not absent(key[1])
        and (real_files or not key[1].startswith(("corpus/", "cases/")))
    }
    return now, list(differences(before, now))


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare what readers and writers give with what they gave.")
    parser.add_argument(
        "--check", action="store_true", help="the default: print each difference, exit 1 if there is one"
    )
    parser.add_argument("--update", action="store_true", help="write the digests anew")
    parser.add_argument(
        "--only", metavar="FAMILY", help="a part of the name, such as ics, corpus, fixtures, own, series"
    )
    arguments = parser.parse_args()
    now, told = compared(arguments.only)
    for line in told:
        print(line)
    counts = Counter(section for section, _ in now)
    print(
        ", ".join(f"{counts[section]} {section}" for section in SECTIONS),
        "compared;",
        "same" if not told else "different",
    )
    if arguments.update:
        others = {k: v for k, v in stored().items() if absent(k[1]) or not in_family(k[1], arguments.only)}
        every = sorted({**others, **now}.items(), key=lambda pair: (SECTIONS.index(pair[0][0]), pair[0][1]))
        DIGESTS.write_text("".join(f"{section}\t{name}\t{value}\n" for (section, name), value in every), "utf-8")
        return 0
    return 1 if told or not now else 0


if __name__ == "__main__":
    sys.exit(main())
