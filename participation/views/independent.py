"""How a seal is checked without us, and the certificates that it takes."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from pyhanko.keys import load_certs_from_pemder

from participation.reports.seal_settings import trust_roots
from participation.reports.texts import report_language

#: DVV's page about checking seals, in its own languages
DVV_PAGES = {
    "fi": "https://dvv.fi/tarkasta-leima",
    "sv": "https://dvv.fi/sv/granska-stampel",
    "en": "https://dvv.fi/en/validate-seal",
}
EU_PAGE = "https://ec.europa.eu/digital-building-blocks/DSS/webapp-demo/validation"


@require_safe
def without_us(request: HttpRequest) -> HttpResponse:
    """Show how a seal is checked without us, on one's own machine."""
    roots = load_certs_from_pemder([str(file) for file in trust_roots()])
    authorities = [
        {"subject": root.subject.human_friendly, "sha256": root.sha256.hex()}
        for root in roots
    ]
    return render(
        request,
        "participation/reports/without_us.html",
        {"authorities": authorities, **service_pages()},
    )


@require_safe
def roots(request: HttpRequest) -> HttpResponse:
    """Return the certificates of the authorities that our seals lead to."""
    files = trust_roots()
    if not files:
        raise Http404
    pem = b"".join(file.read_bytes().rstrip() + b"\n" for file in files)
    return HttpResponse(
        pem,
        content_type="application/x-pem-file",
        headers={"Content-Disposition": 'attachment; filename="roots.pem"'},
    )


def service_pages() -> dict[str, str]:
    """Return the addresses of services that check seals."""
    language = report_language(get_language() or settings.LANGUAGE_CODE)
    return {"dvv_page": DVV_PAGES[language], "eu_page": EU_PAGE}
