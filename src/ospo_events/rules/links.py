"""Links: malformed addresses, unsafe schemes, and addresses that reveal secrets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .._patterns import late_pattern
from ..diagnostics import Path, Related, Severity
from ..model.link import LINK_SCHEMES, scheme_of
from ._context import Context, short
from ._registry import Finding, rule

if TYPE_CHECKING:
    from urllib.parse import SplitResult

_SCHEME = late_pattern(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_EMAIL = late_pattern(
    r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*\.[A-Za-z]{2,24}\b"
)
_MEETING = late_pattern(
    r"https?://(?:[\w-]+\.)*(?:zoom\.us/(?:j|w|s)/|meet\.google\.com/[a-z]|teams\.(?:microsoft|live)\.com/(?:l/meetup-join|meet)|"
    r"webex\.com/(?:meet|join|[\w-]+/j\.php)|gotomeet(?:ing)?\.(?:me|com)/)|https?://[^\s?#]*\?(?:[^#]*&)?pwd=",
    re.IGNORECASE,
)
_SECRET = late_pattern(
    r"[?&](?:pwd|password|passcode|token|access_token|api_?key|secret|sig|signature)=[^&#]+", re.IGNORECASE
)


# An address of the web whose parts need no check: no user name, no brackets, only visible ASCII.
_PLAIN_WEB = late_pattern(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,4})?(?:[/?#][!-~]*)?", re.IGNORECASE)


def _split(href: str) -> SplitResult | None:
    from urllib.parse import urlsplit  # noqa: PLC0415 # most addresses are plain, and need it not

    try:
        parts = urlsplit(href)
        _ = parts.port  # raises if it is not a number
    except ValueError:
        return None
    return parts


@rule("link-scheme", severity=Severity.ERROR, category="links", since="0.1")
def link_scheme(context: Context) -> Iterator[Finding]:
    """A link has a scheme other than http, https, mailto, tel and geo.

    Why:
        `javascript:` runs in the reader's browser, `file:` points to a disk that the reader does not have.

    Bad:
        sessions:
          - {id: one, title: Open models, links: [{href: "file:///C:/slides.pdf", rel: slides}]}

    Good:
        sessions:
          - {id: one, title: Open models, links: [{href: "https://example.org/slides.pdf", rel: slides}]}
    """
    for item in context.links:
        scheme = scheme_of(item.href)
        if scheme is not None and scheme not in LINK_SCHEMES:
            yield Finding(
                message=f"expected a link of http, https, mailto, tel or geo, got {short(item.href)}",
                path=item.path,
                about=(item.about,),
                help="publish the content on the web, and link to that",
            )


@rule("relative-link", severity=Severity.ERROR, category="links", since="0.1")
def relative_link(context: Context) -> Iterator[Finding]:
    """A link is not absolute.

    Why:
        In a calendar or an app there is no page that the link could be relative to.

    Bad:
        url: /programme/2026

    Good:
        url: https://example.org/programme/2026
    """
    for item in context.links:
        href = item.href.strip()
        if not _SCHEME.match(href):
            web = re.match(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/|$)", href)
            yield Finding(
                message=f"expected an absolute link, got {short(item.href)}",
                path=item.path,
                about=(item.about,),
                help=f"did you mean {short('https://' + href)}?"
                if web
                else "write the whole address with scheme and host, https://...",
            )


@rule("malformed-link", severity=Severity.ERROR, category="links", since="0.1")
def malformed_link(context: Context) -> Iterator[Finding]:
    """A link has no host, has spaces or control characters in it, or cannot be parsed.

    Spaces in the path alone are a warning: browsers repair them.

    Why:
        Clicking on it does nothing, or leads to another page than the author meant.

    Bad:
        url: "https://example.org/open models"

    Good:
        url: "https://example.org/open%20models"
    """
    for item in context.links:
        href = item.href
        if _PLAIN_WEB.fullmatch(href) or not _SCHEME.match(href.strip()):
            continue
        parts = _split(href)
        if parts is None:
            why = "it cannot be parsed"
        elif any(letter.isspace() or not letter.isprintable() for letter in href):
            why = "it has spaces or control characters"
        elif parts.scheme in ("http", "https") and not parts.hostname:
            why = "it has no host"
        elif parts.scheme == "mailto" and "@" not in parts.path:
            why = "it has no address"
        else:
            continue
        yield Finding(
            message=f"{short(href)} is not a valid link: {why}",
            path=item.path,
            about=(item.about,),
            help="copy it again from the address bar",
            severity=Severity.WARNING if _works_in_browsers(href) else None,
        )


def _works_in_browsers(href: str) -> bool:
    """Return whether spaces behind the host are the only error: browsers write %20 there (WHATWG URL, path state)."""
    parts = _split(href.replace(" ", "%20"))
    return parts is not None and bool(parts.hostname) and "%20" not in parts.netloc and href.isprintable()


@rule("duplicate-link", severity=Severity.INFO, category="links", since="0.1")
def duplicate_link(context: Context) -> Iterator[Finding]:
    """A list contains the same link twice.

    Why:
        Pages show it twice.

    Bad:
        sessions:
          - {id: one, title: Open models, links: ["https://example.org/a", "https://example.org/a"]}

    Good:
        sessions:
          - {id: one, title: Open models, links: ["https://example.org/a", "https://example.org/b"]}
    """
    seen: dict[tuple[Path, str, str], Path] = {}
    for item in context.links:
        if item.link is None:
            continue
        holder = item.path[:-2]
        first = seen.setdefault((holder, item.href, item.link.rel), item.path)
        if first is not item.path:
            yield Finding(
                message=f"{short(item.href)} is listed twice as {item.link.rel!r}",
                path=item.path,
                about=(item.about,),
                related=(Related(message="the first one", path=first),),
                help="remove one of them",
            )


@rule(
    "credentials-in-link",
    severity=Severity.ERROR,
    category="links",
    since="0.1",
    see=("AI-Shipping-Labs/website#1663",),
)
def credentials_in_link(context: Context) -> Iterator[Finding]:
    """A public link contains a user name and password, a token or a passcode.

    Private links (`private: true`) are never published, so they may contain a secret.

    Why:
        The secret is published in every calendar and every page, and stays in their caches.

    Bad:
        sessions:
          - {id: one, title: Open models, links: [{href: "https://ada:secret@example.org/pad"}]}

    Good:
        sessions:
          - {id: one, title: Open models, links: [{href: "https://ada:secret@example.org/pad", private: true}]}
    """
    for item in context.links:
        # An address with a user name or a secret has one of these characters.
        if not item.is_public or not ("@" in item.href or "=" in item.href) or not _SCHEME.match(item.href):
            continue
        parts = _split(item.href)
        if parts is None:
            continue
        named = parts.scheme in ("http", "https") and parts.username is not None
        if named or (_SECRET.search(item.href) and not _MEETING.match(item.href)):
            where = parts.hostname or "its address"
            yield Finding(
                message=f"the link to {where} contains {'a user name and password' if named else 'a secret'}",
                path=item.path,
                about=(item.about,),
                help="remove it and change the password, or write `private: true`",
            )


@rule(
    "public-meeting-link",
    severity=Severity.WARNING,
    category="links",
    since="0.1",
    see=("AI-Shipping-Labs/website#1663", "acl-org/acl-2020-virtual-conference#489"),
)
def public_meeting_link(context: Context) -> Iterator[Finding]:
    """The link to join a video meeting is public.

    Why:
        Anybody who finds the programme can join, unmute and share a screen.

    Bad:
        sessions:
          - {id: one, title: Open models, links: [{href: "https://zoom.us/j/123456789", rel: discussion}]}

    Good:
        sessions:
          - id: one
            title: Open models
            links: [{href: "https://zoom.us/j/123456789", rel: discussion, private: true}]
    """
    for item in context.links:
        if item.is_public and _MEETING.match(item.href):
            parts = _split(item.href)
            host = parts.hostname if parts else "the web"
            yield Finding(
                message=f"the link to join a meeting on {host} is public",
                path=item.path,
                about=(item.about,),
                help="write `private: true`, and publish a link to register instead",
            )


@rule(
    "email-in-public-text",
    severity=Severity.WARNING,
    category="links",
    since="0.1",
    see=("djangocon/2017.djangocon.eu#173", "pretalx/pretalx#1538"),
)
def email_in_public_text(context: Context) -> Iterator[Finding]:
    """A published text contains an e-mail address.

    The `email` of people and organizations is private and not reported; links with `mailto:` are not reported either.

    Why:
        Machines collect addresses from calendars and pages, and nobody asked the person.

    Bad:
        people:
          - {id: ada, name: Ada Example, bio: "Write to ada@example.org."}
        sessions:
          - {id: one, title: Open models, participants: [{agent: ada}]}

    Good:
        people:
          - {id: ada, name: Ada Example, email: ada@example.org}
        sessions:
          - {id: one, title: Open models, participants: [{agent: ada}]}
    """
    if not context.says("@"):
        return
    for item in context.texts:
        if "@" in item.text and (match := _EMAIL.search(item.text)):
            yield Finding(
                message=f"the text contains the e-mail address {short(match[0])}",
                path=item.path,
                about=(item.about,),
                help="remove it: `email` is private, and a public address is a link with `mailto:`",
            )


@rule("insecure-link", severity=Severity.INFO, category="links", since="0.1")
def insecure_link(context: Context) -> Iterator[Finding]:
    """A link for registration or a stream, or the event's own page, is not encrypted (http).

    Why:
        People type their names into such a page, and browsers warn them.

    Bad:
        url: http://example.org/2026

    Good:
        url: https://example.org/2026
    """
    for item in context.links:
        if item.href.lower().startswith("http://") and (
            item.path == ("url",)
            or (item.link is not None and item.link.rel in ("registration", "meeting", "stream", "feedback"))
        ):
            yield Finding(
                message=f"{short(item.href)} is not encrypted",
                path=item.path,
                about=(item.about,),
                help="link to https instead",
            )
