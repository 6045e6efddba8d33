"""Monitoring of a programme: how its measures stood after a quarter or a year."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from wagtail.rich_text import expand_db_html, get_text_for_indexing

from cms.models import ProgrammePage
from cms.programme_blocks import Measure, MeasureState, Theme, state_at
from cms.programme_charts import counted, course, standing
from cms.reports.monitoring import Period, quarters_up_to, told_periods
from cms.reports.pages import PageKind, changed_at, nearest, versions_of
from participation.reports.charts import Chart
from participation.reports.kinds.kind import About, NoSuchSubject
from participation.reports.kinds.registry import register
from participation.reports.markup import document_markup
from participation.reports.texts import other_language, paragraphs

if TYPE_CHECKING:
    from workflows.models import Unit

_PREFIX = "programme:"


@dataclass(frozen=True, kw_only=True)
class Monitored:
    """A programme, in the languages it is published in, and a period of it."""

    versions: dict[str, ProgrammePage]
    period: Period

    def page(self, language: str) -> ProgrammePage:
        return nearest(self.versions, language)


def name_of(page: ProgrammePage, period: Period) -> str:
    """Return the lasting name of the programme's period as a subject of reports."""
    return f"{_PREFIX}{page.translation_key}:{period.name}"


@register
class ProgrammeMonitoring(PageKind[Monitored]):
    """Figures, a table for each theme, and what the reviews said."""

    key = "programme"
    label = gettext_lazy("monitoring of a programme")
    model = ProgrammePage
    template = "cms/reports/programme.html"
    schema = "programme.json"
    periods = ("quarter", "year")
    choice = pgettext_lazy("of monitoring", "Period")

    def find(self, subject: str) -> Monitored:
        key, _colon, name = subject.removeprefix(_PREFIX).partition(":")
        versions = versions_of(ProgrammePage, key)
        try:
            period = Period.named(name)
        except ValueError:
            raise NoSuchSubject from None
        if period not in _periods(versions):
            raise NoSuchSubject
        return Monitored(versions=versions, period=period)

    def subjects_of(self, topic: str, *, at: datetime) -> list[tuple[str, str]]:
        versions = versions_of(ProgrammePage, topic)
        page = nearest(versions, "")
        return [
            (
                name_of(page, period),
                _("Quarter %(period)s") % {"period": period.words}
                if period.quarter
                else _("The year %(year)s") % {"year": period.year},
            )
            for period in _periods(versions)
        ]

    def scheduled(
        self, *, about: str, unit: "Unit | None", period: str, ended: date
    ) -> list[str]:
        page = nearest(versions_of(ProgrammePage, about), "")
        quarter = ended.month // 3 if period == "quarter" else None
        return [name_of(page, Period(year=ended.year, quarter=quarter))]

    def about(self, subject: Monitored, *, language: str) -> About:
        page, period = subject.page(language), subject.period
        return About(
            subject=name_of(page, period),
            title=f"{page.title} {period.words}",
            type=_("Quarterly monitoring of a programme")
            if period.quarter
            else _("Yearly monitoring of a programme"),
            reference=f"{page.slug[:40]}-{period.name}",
            at=changed_at(subject.versions, otherwise=period.ends_at),
            text_language=other_language(page.locale.language_code, language),
        )

    def facts(self, subject: Monitored, *, language: str) -> dict[str, Any]:
        page, period = subject.page(language), subject.period
        return {
            "programme": page.title,
            "language": page.locale.language_code,
            "years": [page.first_year, page.last_year],
            "year": period.year,
            "quarter": period.quarter,
            "lead": page.lead,
            "overview": get_text_for_indexing(_overview(page, period)),
            "themes": [_theme_facts(theme, period) for theme in _themes(page)],
        }

    def context(
        self, subject: Monitored, *, language: str, facts: dict[str, Any]
    ) -> dict[str, Any]:
        page, period = subject.page(language), subject.period
        themes = _themes(page)
        measures = [measure for theme in themes for measure in theme.measures]
        now, before = (
            counted(measures, period.last_quarter),
            counted(measures, period.before),
        )
        years = f"{page.first_year}\u2013{page.last_year}"
        return {
            "rows": [
                (_("Programme"), years),
                (pgettext("of monitoring", "Period"), period.words),
            ],
            "lead": page.lead,
            "overview": document_markup(expand_db_html(_overview(page, period))),
            "total": len(measures),
            "done": now[MeasureState.DONE],
            "done_before": before[MeasureState.DONE],
            "delayed": now[MeasureState.DELAYED],
            "charts": _charts(page, themes, period) if measures else [],
            "themes": [
                {
                    "title": theme.title,
                    "aim": paragraphs(theme.aim),
                    "measures": [_row(one, period) for one in theme.measures],
                }
                for theme in themes
            ],
        }


def _periods(versions: dict[str, ProgrammePage]) -> list[Period]:
    """Return the periods of the programme that there is something to tell of."""
    pages = versions.values()
    first = min(page.first_year for page in pages)
    last = max(page.last_year for page in pages)
    themes = [theme for page in pages for theme in _themes(page)]
    overviews = [
        Period(
            year=block.value["year"],
            quarter=int(block.value["quarter"]) if block.value["quarter"] else None,
        )
        for page in pages
        for block in page.overviews
        if block.value["year"]
    ]
    told = told_periods(themes, overviews)
    return [period for period in told if first <= period.year <= last]


def _themes(page: ProgrammePage) -> list[Theme]:
    return [theme.value.progress() for theme in page.themes]


def _overview(page: ProgrammePage, period: Period) -> str:
    """Return what editors wrote of that very period, as they wrote it."""
    for block in page.overviews:
        value = block.value
        if value["year"] == period.year and value["quarter"] == str(
            period.quarter or ""
        ):
            return str(value["text"].source)
    return ""


def _theme_facts(theme: Theme, period: Period) -> dict[str, Any]:
    return {
        "title": theme.title,
        "aim": theme.aim,
        "measures": [
            {
                "title": measure.title,
                "responsible": measure.responsible,
                "indicator": measure.indicator,
                "state": state_at(measure, period.last_quarter).value,
                "state_before": state_at(measure, period.before).value,
                "reviews": [
                    {
                        "year": review.year,
                        "quarter": review.quarter,
                        "state": review.state.value,
                        "text": review.text,
                    }
                    for review in reversed(measure.reviews)
                    if period.holds(review)
                ],
            }
            for measure in theme.measures
        ],
    }


def _row(measure: Measure, period: Period) -> dict[str, Any]:
    reviews = [one for one in measure.reviews if period.holds(one) and one.text]
    return {
        "title": measure.title,
        "responsible": measure.responsible,
        "indicator": measure.indicator,
        "state": str(state_at(measure, period.last_quarter).label),
        "reviews": [
            {"period": "" if period.quarter else one.period, "text": one.text}
            for one in reversed(reviews)
        ],
    }


def _charts(page: ProgrammePage, themes: list[Theme], period: Period) -> list[Chart]:
    quarters = quarters_up_to(period.last_quarter, first_year=page.first_year)
    shown = [standing(themes, period.last_quarter)]
    if len(quarters) > 1:
        measures = [measure for theme in themes for measure in theme.measures]
        shown.append(course(measures, quarters))
    return shown
