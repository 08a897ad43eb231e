"""The style and the script of a page: in it, or in files that the pages of a site share."""

from __future__ import annotations

from ...views.markup import text
from ._escape import policy
from ._page_links import MANIFEST, WORKER, PageLinks

__all__ = ["furnish"]

_STYLE = "<style>{{style}}</style>"
_SCRIPT = "<script>{{script}}</script>"


def furnish(
    frame: str,
    css: str,
    code: str,
    links: PageLinks | None = None,
    *,
    pictures: bool = False,
    script_file: str = "page.js",
    is_online: bool = False,
) -> tuple[str, dict[str, str]]:
    """Return the template of a page with the elements of style and script it needs, and what to fill it with.

    Args:
        frame: the template. Where it writes these elements in another way than the packaged one, both stay in the page.
        css: the style sheet.
        code: the script; empty: there is none, and no element for it.
        links: where the files of both are; None: both are in the page.
        pictures: whether the page shows files of its site.
        script_file: the name of the file of its script.
        is_online: whether it is a page of a site that has an address. Programs that judge pages, such as Lighthouse,
            then ask from within it for `robots.txt`, and would call that broken where they may not.
    """
    style = links.shared("page.css") if links is not None and _STYLE in frame else None
    script = links.shared(script_file) if links is not None and code and _SCRIPT in frame else None
    if style is not None:
        frame = frame.replace(_STYLE, f'<link rel="stylesheet" href="{text(style)}">')
    if not code:
        frame = frame.replace(_SCRIPT, "")
    elif script is not None:
        frame = frame.replace(_SCRIPT, f'<script src="{text(script)}"></script>')
    wanted = {MANIFEST: "manifest-src", WORKER: "worker-src"} if links is not None and code else {}
    files = [directive for name, directive in wanted.items() if links is not None and links.shared(name)]
    # A browser that reads the manifest looks at its icons too.
    pictures = pictures or bool(files)
    also = [*files, "connect-src"] if is_online else files
    csp = policy(None if style else css, None if script else code, pictures=pictures, also=also)
    return frame, {"csp": csp, "style": css, "script": code}
