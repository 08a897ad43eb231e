"""Web addresses in foreign documents: completes relative ones, and those without a scheme."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urljoin

from ...diagnostics import Findings, Path, Severity

__all__ = ["Addresses", "is_web_address", "with_ascii_host"]

_WEB = ("https://", "http://")
_is_web = re.compile(r"https?://[^\s/?#\[\]@:]+(?::[0-9]+)?(?:[/?#]\S*)?", re.IGNORECASE).fullmatch
_scheme_of = re.compile(r"[a-z][a-z0-9+-]+:", re.IGNORECASE).match
_is_host = re.compile(r"(?:[\w-]+\.)+([^\W\d_]{2,24})(?::[0-9]{1,5})?(?:[/?#]\S*)?").fullmatch
_FILES = re.compile(
    "asp|aspx|avi|css|csv|docx?|epub|gif|gz|html?|ico|ics|jpe?g|js|json|jsp|key|log|md|mkv|mov|mp[34]|mpe?g|od[gpst]"
    "|og[gv]|pdf|php|png|pp[st]|pptx|ps|py|rar|rb|rst|rtf|sh|srt|svg|tar|tex|tgz|txt|vtt|wav|web[mp]|xcf|xhtml|xlsx?"
    "|xml|xz|ya?ml|zip",
    re.IGNORECASE,
)
"""The endings that show that a name is a file, not a host."""
_is_file = re.compile(r"[^\s/]+\.[A-Za-z][A-Za-z0-9]{1,4}(?:[?#]\S*)?").fullmatch
_host_of = re.compile(r"(https?://(?:[^/?#\s@]*@)?)([^/?#\s:\[\]]+)", re.IGNORECASE).match
_PATHS = ("/", "./", "../", "?")


def is_web_address(text: str) -> bool:
    """Return whether a text is a web address with a host."""
    return _is_web(text) is not None


def with_ascii_host(address: str) -> str:
    """Return a web address with its host as the domain name system spells it: `bücher.example` in Punycode."""
    match = _host_of(address)
    if match is None or match[2].isascii():
        return address
    # Full stops of other scripts and wide letters are mapped to the characters they resemble (RFC 5895, section 2).
    host = unicodedata.normalize("NFKC", match[2].replace("\N{IDEOGRAPHIC FULL STOP}", ".")).lower()
    try:
        labels = [label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in host.split(".")]
    except UnicodeError:
        return address
    return f"{match[1]}{'.'.join(labels)}{address[match.end() :]}"


class Addresses:
    """Completes the addresses of one document.

    Args:
        base: the address that relative addresses start from; None, or not a web address: unknown.
        findings: receives findings about the addresses.
    """

    def __init__(self, base: str | None, findings: Findings) -> None:
        self._base = base if base is not None and is_web_address(base) else None
        self._findings = findings

    def absolute(self, text: str, path: Path, *, only_addresses: bool = True) -> str | None:
        """Return an address with its scheme and host; None if it cannot be completed, or is not an address.

        An address without a scheme whose first part is a host gets `https`; an address with a scheme is not changed.

        Args:
            text: the text of the address.
            path: its path.
            only_addresses: whether the field holds nothing but addresses, so that any other text is reported. If it may
                hold words too, as the links of an entry do, `TBA` is not an address, and `talks/1` is one.
        """
        if text.startswith(_WEB) and text[8:9] not in ("", "/"):  # nearly all addresses
            return text
        text = text.strip()
        address = self._completed(text, path, only_addresses)
        if address is None and (only_addresses or _is_relative(text, only_addresses=False)):
            self.report_relative(path)
        return address

    def report_relative(self, path: Path) -> None:
        """Add the finding about an address that cannot be completed."""
        self._findings.add(
            "relative-link",
            "expected an address with its host; kept in extra only",
            path,
            severity=Severity.INFO,
            repeated=True,
        )

    def _completed(self, text: str, path: Path, only_addresses: bool) -> str | None:
        if (scheme := _scheme_of(text)) is not None:
            is_whole = is_web_address(text) if text.lower().startswith(_WEB) else text[scheme.end() :].strip("/ ")
            return text if is_whole else None
        if text.startswith("//"):
            return address if is_web_address(address := f"https:{text}") else None
        if _is_bare_host(text):
            self._findings.add(
                "link-without-scheme",
                "expected an address with its scheme, got one that begins with a host: read as https",
                path,
                severity=Severity.INFO,
                repeated=True,
            )
            return f"https://{text}"
        if self._base is None or not _is_relative(text, only_addresses):
            return None
        try:
            address = urljoin(self._base, quote(text, safe="/?#%:@!$&'()*+,;=[]~") if " " in text else text)
        except ValueError:
            return None
        return address if is_web_address(address) else None


def _is_bare_host(text: str) -> bool:
    match = _is_host(text)
    return match is not None and (_FILES.fullmatch(match[1]) is None or text.lower().startswith("www."))


def _is_relative(text: str, only_addresses: bool) -> bool:
    if text.startswith(_PATHS):
        return bool(text.strip("/."))
    if not text or text.startswith("#") or "@" in text or any(map(str.isspace, text)):
        return False
    return only_addresses or "/" in text or _is_file(text) is not None
