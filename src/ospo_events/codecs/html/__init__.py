"""The programme as one page of HTML, and the parts of pages, with which `ospo_events.site` makes more of them.

`Page` is the frame: head, style, script and footer. `Listing` is a day as a list of sessions. `Snippets` are the short
pieces of HTML in both: times, rooms, tracks, people. `PageLinks` says where other pages are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._lazy import lazy_names

if TYPE_CHECKING:
    from ._listing import Listing
    from ._page import Page
    from ._page_links import PageLinks
    from ._qr import qr_codes
    from ._snippets import Snippets
    from ._templates import TEMPLATES
    from ._texts import markdown_renderer
    from ._unsafe import for_pages
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "_listing": ("Listing",),
            "_page": ("Page",),
            "_page_links": ("PageLinks",),
            "_qr": ("qr_codes",),
            "_snippets": ("Snippets",),
            "_templates": ("TEMPLATES",),
            "_texts": ("markdown_renderer",),
            "_unsafe": ("for_pages",),
        },
    )

__all__ = ["TEMPLATES", "Listing", "Page", "PageLinks", "Snippets", "for_pages", "markdown_renderer", "qr_codes"]
