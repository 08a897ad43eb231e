"""A site: a programme as a folder of pages, calendars and data for any static host, and an index of them.

`make_site` makes the files in memory, `write_site` writes them into a folder. The files are a pure function of the
event and the `Options`: the same bytes on every machine. `TEMPLATES` names the files that a theme may replace.
"""

from ..codecs.html import TEMPLATES
from ._build import Options, Site, make_site
from ._write import FolderInTheWay, write_site

__all__ = ["TEMPLATES", "FolderInTheWay", "Options", "Site", "make_site", "write_site"]
