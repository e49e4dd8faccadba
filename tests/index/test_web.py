"""Pages, feeds and sitemaps from a server on this computer, well-behaved and hostile."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import SourceError
from index.updating import UpdateReport
from index.web.fetching import Fetcher, FetchError, Limits
from index.web.visiting import Visitor
from tests.index.archives import Setting
from tests.index.web_server import Site, bomb, drip, drip_headers, endless, feed, page, serving

TEXT = "Der Rat hat am Montag getagt und beschlossen, die alte Brücke über den Fluss ab Mai zu sanieren. " * 2
OTHER = "Die Fähre nach Aarhus fährt nach Angaben der Reederei seit dem Morgen wieder nach dem üblichen Plan. " * 2


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    return Setting(tmp_path)


def counts(report: UpdateReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, len(report.failed)


def fetcher(**limits: float) -> Fetcher:
    return Fetcher(allow_private=True, limits=Limits(**limits))  # type: ignore[arg-type]


def test_a_page_gives_title_text_date_outlet_and_address(site: Site, setting: Setting) -> None:
    url = site.put("/rat?utm_source=feed", page("Rat tagt", TEXT))
    assert counts(setting.index(url)) == (1, 0, 0, 0)
    with setting.lookup() as lookup:
        (facts,) = lookup.newest(5)
        text = str(lookup.text(facts.id))
    assert (facts.title, facts.source, facts.language, str(facts.published)) == ("Rat tagt", "Bote", "de", "2025-10-28")
    assert facts.url == f"{site.url}/rat" and text.startswith("Der Rat hat") and "Impressum" not in text


@pytest.mark.parametrize("validator", [{"ETag": '"1"'}, {"Last_Modified": "Tue, 28 Oct 2025 08:00:00 GMT"}])
def test_an_unchanged_page_costs_a_304_and_a_correction_keeps_its_id(
    site: Site, setting: Setting, validator: dict[str, str]
) -> None:
    url = site.put("/rat", page("Rat tagt", TEXT), **validator)
    setting.index(url)
    assert counts(setting.index(url)) == (0, 0, 1, 0)
    site.put("/rat", page("Rat tagt", TEXT + "Nachtrag: Es dauert länger."), ETag='"2"')
    assert counts(setting.index(url)) == (0, 1, 0, 0)
    assert len(setting.titles()) == 1


def test_the_same_article_under_two_addresses_is_one(site: Site, setting: Setting) -> None:
    canonical = f"<link rel='canonical' href='{site.url}/rat'>"
    one = site.put("/rat", page("Rat tagt", TEXT, head=canonical))
    two = site.put("/drucken/rat", page("Rat tagt", TEXT, head=canonical))
    copy = site.put("/mobil/rat-42", page("Rat tagt", TEXT))
    setting.index(one, two, copy)
    assert counts(setting.index(one, two, copy)) == (0, 0, 3, 0)
    with setting.lookup() as lookup:
        assert lookup.statistics().articles == 1
    site.put("/mobil/rat-42", page("Rat tagt", TEXT + "Nachtrag."))
    setting.index(copy)
    with setting.lookup() as lookup:
        assert lookup.statistics().articles == 1


def test_an_unbelievable_canonical_address_is_not_believed(site: Site, setting: Setting) -> None:
    for number, head in enumerate(
        ("<link rel='canonical' href='https://bank.example/'>", "<link rel='canonical' href='/'>")
    ):
        site.put(f"/{number}", page(f"Titel {number}", TEXT + str(number), head=head))
    setting.index(f"{site.url}/0", f"{site.url}/1")
    assert len(setting.titles()) == 2


def test_a_feed_is_fetched_to_full_text_once(site: Site, setting: Setting) -> None:
    site.put("/rat", page("Rat tagt", TEXT), ETag='"r"')
    site.put("/boot", page("Fähre", OTHER))
    entries = [("/rat", "Rat tagt", "Kurz."), ("/boot", "Fähre", "Kurz."), ("/fort", "Fort", "Kurz.")]
    url = site.put("/feed", feed(site.url, entries), Content_Type="application/rss+xml", ETag='"f"')
    assert counts(setting.index(url)) == (2, 0, 0, 1)
    site.asked.clear()
    # The feed is not taken for read while an entry failed; entries that did not change are not asked for again.
    assert counts(setting.index(url)) == (0, 0, 2, 1)
    assert site.paths() == ["/feed", "/fort"]
    site.put("/fort", page("Fort", OTHER.replace("Aarhus", "Skagen")))
    assert counts(setting.index(url)) == (1, 0, 2, 0)
    site.asked.clear()
    assert counts(setting.index(url)) == (0, 0, 3, 0)
    assert site.paths() == ["/feed"] and site.asked[-1][1]["if-none-match"] == '"f"'
    # An entry that drops out of a feed stays in the archive.
    site.put("/feed", feed(site.url, entries[:1]), Content_Type="application/rss+xml", ETag='"g"')
    assert setting.index(url, prune=True).removed == 0


def test_an_entry_that_changes_in_the_feed_is_fetched_again(site: Site, setting: Setting) -> None:
    site.put("/rat", page("Rat tagt", TEXT))
    url = site.put("/feed", feed(site.url, [("/rat", "Rat tagt", "Erste Fassung.")]))
    setting.index(url)
    site.put("/rat", page("Rat tagt", TEXT + "Korrigiert."))
    site.put("/feed", feed(site.url, [("/rat", "Rat tagt", "Zweite Fassung.")]))
    assert counts(setting.index(url)) == (0, 1, 0, 0)


def test_where_robots_txt_forbids_the_page_the_feed_s_own_text_counts(site: Site, setting: Setting) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /*.html$\n", Content_Type="text/plain")
    site.put("/rat.html", page("Rat tagt", TEXT))
    url = site.put("/feed", feed(site.url, [("/rat.html", "Rat tagt", OTHER), ("/kurz.html", "Kurz", "Kurz.")]))
    report = setting.index(url)
    assert counts(report) == (1, 0, 0, 1) and "robots.txt" in report.failed[0].reason
    assert site.paths() == ["/feed"]
    with setting.lookup() as lookup:
        assert "Aarhus" in str(lookup.text(lookup.newest(1)[0].id))


def test_a_forbidden_page_is_not_fetched(site: Site, setting: Setting) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /\n", Content_Type="text/plain")
    report = setting.index(site.put("/rat", page("Rat", TEXT)))
    assert "robots.txt" in report.failed[0].reason and site.paths() == []


def test_robots_txt_that_cannot_be_read_forbids_everything(site: Site, setting: Setting) -> None:
    site.put("/robots.txt", "", status=503)
    report = setting.index(site.put("/rat", page("Rat", TEXT)))
    assert "robots.txt cannot be read" in report.failed[0].reason and site.paths() == []


def test_sitemaps_and_their_index_lead_to_pages_packed_or_not(site: Site, setting: Setting) -> None:
    site.put("/rat", page("Rat tagt", TEXT))
    site.put("/boot", page("Fähre", OTHER))
    space = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    pages = "".join(
        f"<url><loc>{site.url}{path}</loc><lastmod>2025-10-2{day}</lastmod></url>"
        for day, path in enumerate(("/rat", "/boot", "/pages.xml.gz"))
    )
    site.put(
        "/pages.xml.gz", gzip.compress(f"<urlset {space}>{pages}</urlset>".encode()), Content_Type="application/gzip"
    )
    inside = (
        f"<sitemap><loc>{site.url}/pages.xml.gz</loc></sitemap><sitemap><loc>{site.url}/sitemap.xml</loc></sitemap>"
    )
    url = site.put("/sitemap.xml", f"<sitemapindex {space}>{inside}</sitemapindex>", Content_Type="text/xml")
    report = setting.index(url)
    assert report.new == 2 and setting.titles() == {"Rat tagt", "Fähre"}
    site.asked.clear()
    assert setting.index(url).unchanged == 2
    assert "/rat" not in site.paths() and "/boot" not in site.paths()


def test_a_page_that_is_gone_leaves_with_prune(site: Site, setting: Setting) -> None:
    url = site.put("/rat", page("Rat tagt", TEXT))
    setting.index(url)
    site.put("/rat", "", status=410)
    assert setting.index(url).gone == 1
    assert setting.index(url, prune=True).removed == 1
    assert setting.titles() == set()


def test_an_error_of_the_server_is_no_reason_to_remove(site: Site, setting: Setting) -> None:
    url = site.put("/rat", page("Rat tagt", TEXT))
    setting.index(url)
    site.put("/rat", "", status=500)
    report = setting.index(url, prune=True)
    assert report.removed == 0 and "status 500" in report.failed[0].reason
    assert setting.titles() == {"Rat tagt"}


def test_a_server_that_asks_for_patience_is_left_alone(site: Site, setting: Setting) -> None:
    one = site.put("/1", "", status=429, Retry_After="120")
    two = site.put("/2", page("Rat", TEXT))
    report = setting.index(one, two)
    assert [each.reason for each in report.failed] == [
        "its server answers with status 429",
        "its server asks to come back later",
    ]
    assert site.paths() == ["/1"]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("text/html; charset=utf-8", "cp1252"),
        ("text/html; charset=iso-8859-1", "utf-8"),
        ("text/html", "cp1252"),
        ("text/html; charset=nonsense", "utf-8"),
        ("text/plain", "utf-8"),
        ("application/octet-stream", "utf-8"),
    ],
)
def test_a_wrong_charset_or_content_type_does_not_garble(
    site: Site, setting: Setting, declared: str, encoding: str
) -> None:
    html = page("Übung", TEXT + "„Süß“ – für 5 €.").replace("<meta charset='utf-8'>", "")
    setting.index(site.put("/x", html.encode(encoding), Content_Type=declared))
    with setting.lookup() as lookup:
        (facts,) = lookup.newest(1)
        assert facts.title == "Übung" and "„Süß“ – für 5 €." in str(lookup.text(facts.id))


def test_what_is_no_article_is_a_failure_with_a_reason(site: Site, setting: Setting) -> None:
    picture = site.put("/bild.png", b"\x89PNG\r\n\x1a\n\0\0", Content_Type="image/png")
    empty = site.put("/leer", "<html><body></body></html>")
    report = setting.index(picture, empty, f"{site.url}/fehlt")
    assert [each.reason for each in report.failed] == [
        "not an article but image/png",
        "no article text found on the page",
        "its server answers with status 404",
    ]


def test_redirects_end_somewhere(site: Site, setting: Setting) -> None:
    site.put("/kreis", "", status=301, Location="/kreis")
    site.put("/alt", "", status=301, Location="/neu")
    site.put("/neu", page("Rat tagt", TEXT))
    report = setting.index(f"{site.url}/kreis", f"{site.url}/alt")
    assert report.new == 1 and "redirects more than 5 times" in report.failed[0].reason


@pytest.mark.parametrize("answer", [drip, drip_headers])
def test_a_slow_drip_ends_at_the_limit(site: Site, answer: object) -> None:
    site.pages["/slow"] = answer  # type: ignore[assignment]
    began = time.monotonic()
    with pytest.raises(FetchError, match="takes longer than"):
        fetcher(seconds=0.6).fetch(f"{site.url}/slow")
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("answer", [bomb, endless])
def test_a_body_that_grows_too_large_is_cut_off(site: Site, answer: object) -> None:
    site.pages["/big"] = answer  # type: ignore[assignment]
    began = time.monotonic()
    with pytest.raises(FetchError, match="larger than 1 MB"):
        fetcher(size=1_000_000, seconds=20).fetch(f"{site.url}/big")
    assert time.monotonic() - began < 10


def test_damaged_packing_and_unknown_packing_are_failures(site: Site) -> None:
    site.put("/half", gzip.compress(b"x" * 10_000)[:-20], Content_Encoding="gzip")
    site.put("/none", b"not packed", Content_Encoding="gzip")
    site.put("/br", b"x", Content_Encoding="br")
    for path in ("/half", "/none", "/br"):
        with pytest.raises(FetchError):
            fetcher().fetch(site.url + path)


@pytest.mark.parametrize("body", ["<rss><channel><item>", "<?xml version='1.0'?><feed></feed>", "<urlset></urlset>"])
def test_a_damaged_or_empty_list_gives_nothing_and_breaks_nothing(site: Site, setting: Setting, body: str) -> None:
    assert counts(setting.index(site.put("/list", body, Content_Type="text/xml"))) == (0, 0, 0, 0)


def test_entities_that_multiply_are_not_expanded(site: Site, setting: Setting) -> None:
    entities = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10 if n else 'ha'}'>" for n in range(9))
    bombs = [f"<?xml version='1.0'?><!DOCTYPE x [{entities}]><{root}>&e8;</{root}>" for root in ("rss", "urlset")]
    began = time.monotonic()
    for number, body in enumerate(bombs):
        setting.index(site.put(f"/{number}", body, Content_Type="text/xml"))
    assert time.monotonic() - began < 5


def test_a_pause_lies_between_two_requests_to_one_host(site: Site) -> None:
    now, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 3\n", Content_Type="text/plain")
    site.put("/a", "a")
    visitor = Visitor(fetcher(), pause=1.0, clock=lambda: now[0], sleep=sleep)
    for _ in range(3):
        visitor.visit(f"{site.url}/a")
    assert slept == [3.0, 3.0]
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


def test_addresses_need_someone_who_follows_them(tmp_path: Path) -> None:
    from index.database import Database
    from index.extraction import Extraction
    from index.updating import Updater
    from index.vectors import VectorStore
    from tests.index.fakes import FakeEmbedder

    database = Database(tmp_path, create=True)
    updater = Updater(
        database=database,
        vectors=VectorStore(home=tmp_path, collection="sentences-test"),
        embedder=FakeEmbedder(),
        languages=("de",),
        extraction=Extraction(),
    )
    with pytest.raises(SourceError):
        updater.update(["http://127.0.0.1:9/"])
    database.close()
