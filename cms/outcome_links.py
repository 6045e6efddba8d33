"""Where the outcome of a case is on the site, for those who know only the case."""

from cms.models import ChannelPage
from workflows.models import Case
from workflows.views import public_links


def outcome_url(case: Case, language: str) -> str:
    """
    Return the address of the case's published outcome, or "" when there is none.

    In the language, else in whichever its channel has a page. One query.
    """
    pages = (
        ChannelPage.objects.live()
        .filter(channel__outcomes__case=case, channel__publishes_outcomes=True)
        .select_related("locale")
        .order_by("path")
    )
    by_language = {page.locale.language_code: page for page in pages}
    page = by_language.get(language) or next(iter(by_language.values()), None)
    if page is None or not (url := page.get_url()):
        return ""
    return f"{url}{page.reverse_subpage('outcome', args=[case.reference])}"


def register() -> None:
    """Have the status page link to outcomes. Called once, when the site starts."""
    public_links.register(outcome_url)
