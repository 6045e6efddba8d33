"""What surrounds every page: organisation, menu, languages, footer."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext as _

from wagtail.models import Page, Site

from cms.models.organisation import Organisation


@dataclass(frozen=True, kw_only=True)
class Link:
    url: str
    text: str
    #: "page" for the page shown, "true" for one above it, else ""
    current: str = ""


@dataclass(frozen=True, kw_only=True)
class LanguageLink:
    """The way to this page, or failing that to the front page, in a language."""

    code: str
    name: str
    url: str
    is_current: bool
    #: said in that language when the page itself has no translation
    note: str


@dataclass(frozen=True, kw_only=True)
class Frame:
    organisation: Organisation
    name: str
    home_url: str
    menu: list[Link]
    languages: list[LanguageLink]
    footer: list[Link]


def frame_for(request: HttpRequest, page: Page | None) -> Frame:
    """
    Gather the frame in a constant number of queries.

    :param page: the page shown, or None outside the page tree
    """
    language = get_language() or settings.LANGUAGE_CODE
    organisation = Organisation.for_request(request)
    homes = _homes(request)
    home = homes.get(language)
    return Frame(
        organisation=organisation,
        name=organisation.name_in(language),
        home_url=_url(home, request) if home else f"/{language}/",
        menu=_menu(request, home, page),
        languages=_languages(request, homes, page, language),
        footer=_footer(request, organisation, home),
    )


def trail_to(page: Page) -> list[Page]:
    """Return the pages above, from the front page down, in one query."""
    return list(page.get_ancestors().filter(depth__gt=1).order_by("depth"))


def _url(page: Page, request: HttpRequest) -> str:
    return str(page.get_url(request) or "/")


def _homes(request: HttpRequest) -> dict[str, Page]:
    """Return the site's front pages by language."""
    site = Site.find_for_request(request)
    if site is None:
        return {}
    pages = (
        Page.objects.live()
        .filter(translation_key=site.root_page.translation_key)
        .select_related("locale")
    )
    return {page.locale.language_code: page for page in pages}


def _menu(request: HttpRequest, home: Page | None, page: Page | None) -> list[Link]:
    if home is None:
        return []
    items = Page.objects.child_of(home).live().in_menu().order_by("path")
    return [
        Link(url=_url(item, request), text=item.title, current=_current(item, page))
        for item in items
    ]


def _current(item: Page, page: Page | None) -> str:
    if page is None or not page.path.startswith(item.path):
        return ""
    return "page" if page.path == item.path else "true"


def _languages(
    request: HttpRequest, homes: dict[str, Page], page: Page | None, current: str
) -> list[LanguageLink]:
    translations = _translations(request, page) if page else {}
    links = []
    for code, _name in settings.LANGUAGES:
        if code not in homes and code != current:
            continue
        url = request.path if code == current else translations.get(code, "")
        url = url or ("" if page else _same_view(request, code))
        links.append(
            LanguageLink(
                code=code,
                name=get_language_info(code)["name_local"].capitalize(),
                url=url or _url(homes[code], request),
                is_current=code == current,
                note="" if url else _front_page(code),
            )
        )
    return links


def _translations(request: HttpRequest, page: Page) -> dict[str, str]:
    """Return the page's translations by language, on the same sub-route of it."""
    home_url = _url(page, request)
    rest = request.path.removeprefix(home_url) if _is_below(request, home_url) else ""
    pages = page.get_translations().live().select_related("locale")
    return {
        translation.locale.language_code: _url(translation, request) + rest
        for translation in pages
    }


def _is_below(request: HttpRequest, url: str) -> bool:
    return request.path.startswith(url)


def _same_view(request: HttpRequest, code: str) -> str:
    """Return the address of a view of our own in the language, or ""."""
    match = request.resolver_match
    if match is None or match.view_name == "wagtail_serve":
        return ""
    url = translate_url(request.path, code)
    return "" if url == request.path else url


def _front_page(code: str) -> str:
    with override(code):
        return _("front page")


def _footer(
    request: HttpRequest, organisation: Organisation, home: Page | None
) -> list[Link]:
    """Return the footer's pages in the active language, in their order."""
    keys = [page.translation_key for page in organisation.footer_pages()]
    if home is None or not keys:
        return []
    pages = Page.objects.live().filter(translation_key__in=keys, locale=home.locale_id)
    by_key = {page.translation_key: page for page in pages}
    return [
        Link(url=_url(by_key[key], request), text=by_key[key].title)
        for key in keys
        if key in by_key
    ]
