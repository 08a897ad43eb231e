"""QR codes of addresses, for what is printed and for screens that nobody touches."""

from __future__ import annotations

from collections.abc import Callable

from ...errors import MissingExtra
from ...views.markup import text

__all__ = ["qr_codes"]


def qr_codes(*, wanted: bool) -> Callable[[str], str] | None:
    """Return the function that draws the QR code of an address above the address itself, or None where none is wanted.

    Raises:
        MissingExtra: they are wanted and the extra is not installed.
    """
    if not wanted:
        return None
    try:
        import segno  # noqa: PLC0415 # the qr extra may be missing
    except ImportError as error:
        raise MissingExtra("QR codes need the qr extra: pip install 'ospo-events[qr]'") from error

    def figure(address: str) -> str:
        try:
            code = segno.make_qr(address, error="m")
        except segno.DataOverflowError:  # more than 2 kB: nobody types it, but nothing is lost
            drawn = ""
        else:
            drawn = code.svg_inline(svgclass=None, lineclass=None, omitsize=True)
            drawn = drawn.replace("<svg ", '<svg aria-hidden="true" ', 1)
        return f'<figure class="qr">{drawn}<figcaption dir="ltr">{text(address)}</figcaption></figure>\n'

    return figure
