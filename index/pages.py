"""The article of a web page: its text without menus and adverts, title, date, outlet and canonical address."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from index.decoding import declared_encoding, decode

#: Characters of text below which a page is a teaser, an error or a cookie notice.
_SHORTEST = 80
#: Parameters that say where a reader came from, not what the page is.
_TRACKING = frozenset("fbclid gclid mc_cid mc_eid ref cmp xtor wtmc".split())
_TRACKING_PREFIXES = ("utm_", "wt_", "at_")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says. `published` is YYYY-MM-DD or "", `url` its canonical address ("" where it has none)."""

    title: str
    text: str
    published: str
    source: str
    url: str


def read_page(raw: bytes, *, url: str = "", charset: str = "") -> Page | None:
    """The article of a page, None where there is none. `url` is the page's address, `charset` what its server says."""
    # Imported here: they take a fifth of a second, and most archives are files.
    import htmldate
    import trafilatura

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    html = decode(raw, declared=charset or declared_encoding(raw))
    try:
        found = trafilatura.bare_extraction(html, url=url or None, include_comments=False, with_metadata=True)
        # Without its extensive search, which takes any date in the text for the article's own.
        published = htmldate.find_date(html, url=url or None, original_date=True, extensive_search=False)
    except (ValueError, TypeError, AssertionError, AttributeError, RecursionError):
        return None
    if found is None or isinstance(found, dict) or not found.text:
        return None
    title = " ".join((found.title or "").split())
    text = _without_title(found.text, title)
    if len(text) < _SHORTEST:
        return None
    canonical = _canonical(html, url)
    return Page(title, text, published or "", " ".join((found.sitename or "").split()), canonical)


def tidy_url(url: str) -> str:
    """`url` without fragment and tracking parameters, host in lower case: one address for one page."""
    parts = urlsplit(url)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracking(pair[0].lower())]
    host = (parts.hostname or "").lower()
    port = f":{parts.port}" if parts.port and parts.port != {"http": 80, "https": 443}.get(parts.scheme) else ""
    shown = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme.lower(), shown + port, parts.path or "/", urlencode(query), ""))


def _is_tracking(name: str) -> bool:
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def _canonical(html: str, url: str) -> str:
    """The address the page calls its own, if it is believable: of the same site, and not its front page."""
    from lxml import html as parser
    from lxml.etree import LxmlError

    try:
        tree = parser.document_fromstring(html.encode("utf-8", "replace"), parser=parser.HTMLParser(encoding="utf-8"))
        named = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    except (LxmlError, ValueError):
        named = []
    for each in named:
        try:
            address = tidy_url(urljoin(url, str(each).strip()))
            if _is_believable(address, url):
                return address
        except ValueError:
            continue
    return tidy_url(url) if url else ""


def _is_believable(address: str, url: str) -> bool:
    named, own = urlsplit(address), urlsplit(url)
    if named.scheme not in ("http", "https") or not named.hostname:
        return False
    if not url:
        return True
    same_site = named.hostname.split(".")[-2:] == (own.hostname or "").split(".")[-2:]
    front_page = named.path in ("", "/") and not named.query and own.path not in ("", "/")
    return same_site and not front_page


def _without_title(text: str, title: str) -> str:
    first, _, rest = text.partition("\n")
    return rest.strip("\n") if title and " ".join(first.split()) == title and rest.strip() else text
