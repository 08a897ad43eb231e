"""A site: a programme as a folder of pages, calendars and data for any static host, and an index of them.

`make_site` makes the files in memory, `SiteBuild` one after the other, `write_site` writes them into a folder. They are
a pure function of the event and the `Options`: the same bytes on every machine. `TEMPLATES` names the files that a
theme may replace. `audit_files` searches files for what is private.
"""

from ..codecs.html import TEMPLATES
from ._audit import Audit, audit_files
from ._build import Options, Site, SiteBuild, make_site
from ._write import FolderInTheWay, write_site

__all__ = [
    "TEMPLATES",
    "Audit",
    "FolderInTheWay",
    "Options",
    "Site",
    "SiteBuild",
    "audit_files",
    "make_site",
    "write_site",
]
