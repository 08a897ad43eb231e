"""A programme as a folder for any static host: pages, calendars and data, and an index of them.

The folder is a pure function of the event and the options: the same bytes on every machine.
"""

from ._build import Options, Site, make_site
from ._write import FolderInTheWay, write_site

__all__ = ["FolderInTheWay", "Options", "Site", "make_site", "write_site"]
