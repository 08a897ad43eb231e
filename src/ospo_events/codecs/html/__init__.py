"""The programme as one page of HTML, and the parts of pages, with which `ospo_events.site` makes more of them.

`Page` is the frame: head, style, script and footer. `Listing` is a day as a list of sessions. `Snippets` are the short
pieces of HTML in both: times, rooms, tracks, people. `PageLinks` says where other pages are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._lazy import lazy_names

if TYPE_CHECKING:
    from ._escape import color, ink
    from ._fragment import fragment
    from ._listing import Listing
    from ._page import Page
    from ._page_links import MANIFEST, WORKER, PageLinks, language_of, runs_from_the_right
    from ._qr import qr_codes
    from ._snippets import Snippets
    from ._templates import TEMPLATES, small_template
    from ._texts import markdown_renderer
    from ._unsafe import for_pages
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "_escape": ("color", "ink"),
            "_fragment": ("fragment",),
            "_listing": ("Listing",),
            "_page": ("Page",),
            "_page_links": ("MANIFEST", "WORKER", "PageLinks", "language_of", "runs_from_the_right"),
            "_qr": ("qr_codes",),
            "_snippets": ("Snippets",),
            "_templates": ("TEMPLATES", "small_template"),
            "_texts": ("markdown_renderer",),
            "_unsafe": ("for_pages",),
        },
    )

__all__ = [
    "MANIFEST",
    "TEMPLATES",
    "WORKER",
    "Listing",
    "Page",
    "PageLinks",
    "Snippets",
    "color",
    "for_pages",
    "fragment",
    "ink",
    "language_of",
    "markdown_renderer",
    "qr_codes",
    "runs_from_the_right",
    "small_template",
]
