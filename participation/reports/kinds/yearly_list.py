"""The yearly list of initiatives and their measures, for the council."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from participation.models import Channel
from participation.reports.apart import Limits
from participation.reports.kinds.kind import About, Kind, NoSuchSubject
from participation.reports.kinds.registry import register
from participation.reports.texts import (
    day_in_words,
    one_line,
    other_language,
    short_day,
)
from participation.reports.yearly import (
    Entry,
    State,
    YearlyList,
    count_by,
    lists_kept,
)
from workflows.models import Unit

_PREFIX = "yearly_list"
_YEARS = range(2000, 2100)

_STATES = {
    State.OPEN_BEFORE: gettext_lazy("Open from earlier years"),
    State.OPEN: gettext_lazy("Arrived during the year and still open"),
    State.CLOSED: gettext_lazy("Closed during the year"),
}


def name_of(year: int, unit: Unit | None = None) -> str:
    """Return the lasting name of the list as a subject of reports."""
    return ":".join([_PREFIX, str(year), *([unit.key] if unit else [])])


@register
class YearlyListReport(Kind[YearlyList]):
    """
    Open initiatives from earlier years, new ones and closed ones, with measures.

    Residents' and councillors' apart, by theme; of the organisation or of one unit.
    """

    key = "yearly_list"
    label = gettext_lazy("yearly list of initiatives")
    template = "participation/reports/yearly_list.html"
    styles = ("participation/reports/yearly_list.css",)
    schema = "yearly_list.json"
    periods = ("year",)
    limits = Limits(cpu_seconds=480, wall_seconds=540)

    def find(self, subject: str) -> YearlyList:
        prefix, _colon, rest = subject.partition(":")
        year, _colon, unit = rest.partition(":")
        if prefix != _PREFIX or not year.isdecimal() or int(year) not in _YEARS:
            raise NoSuchSubject
        if not unit:
            return YearlyList(int(year))
        found = Unit.objects.filter(key=unit).first()
        if found is None:
            raise NoSuchSubject
        return YearlyList(int(year), found)

    def scheduled(
        self, *, about: str, unit: Unit | None, period: str, ended: date
    ) -> list[str]:
        return [name_of(ended.year, unit)]

    def about(self, subject: YearlyList, *, language: str) -> About:
        entries = subject.entries(language)
        title = _("Initiatives and measures %(year)s") % {"year": subject.year}
        of_unit = f"-{slugify(subject.unit.key)}" if subject.unit else ""
        slug = pgettext("in the identifier of a document", "initiatives")
        return About(
            subject=name_of(subject.year, subject.unit),
            title=f"{title}: {subject.unit.name}" if subject.unit else title,
            type=_("Yearly list for the council"),
            reference=f"{slug}-{subject.year}{of_unit}"[:60],
            at=max((one.known_at for one in entries), default=subject.begins_at),
            unit=subject.unit,
        )

    def facts(self, subject: YearlyList, *, language: str) -> dict[str, Any]:
        entries = subject.entries(language)
        return {
            "year": subject.year,
            "unit": subject.unit and subject.unit.name,
            "by_theme": count_by(entries, "theme"),
            "by_unit": count_by(entries, "unit"),
            "initiatives": [_as_data(one) for one in entries],
        }

    def context(
        self, subject: YearlyList, *, language: str, facts: dict[str, Any]
    ) -> dict[str, Any]:
        entries = subject.entries(language)
        known = max((one.known_at for one in entries), default=None)
        rows = [(_("Year"), str(subject.year))]
        if subject.unit:
            rows.append((_("Unit"), subject.unit.name))
        if known:
            rows.append((_("Latest change told"), day_in_words(known, language)))
        return {
            "rows": rows,
            "states": [str(_STATES[state]) for state in State],
            "tables": [
                (
                    _("By theme"),
                    pgettext("of initiatives", "Theme"),
                    _counted(facts["by_theme"]),
                ),
                (_("By unit"), _("Unit"), _counted(facts["by_unit"])),
            ],
            "lists": [_part(one, entries, language) for one in lists_kept()],
            "references": sorted((one.reference for one in entries), key=_natural),
        }


def _counted(rows: list[dict[str, Any]]) -> list[tuple[str, list[int]]]:
    """Return the rows with a sum at the end of each, and of all of them."""
    counted = [(row["name"], [row[state] for state in State]) for row in rows]
    sums = [sum(row[state] for row in rows) for state in State]
    return [
        (name, [*counts, sum(counts)]) for name, counts in (*counted, (_("All"), sums))
    ]


def _part(
    list_: Channel.YearlyList, entries: list[Entry], language: str
) -> dict[str, Any]:
    """Return one of the two lists by state and theme, as the template shows it."""
    mine = [one for one in entries if one.list == list_]
    sections = []
    for state in State:
        themes: dict[str, list[dict[str, Any]]] = {}
        for one in mine:
            if one.state == state:
                themes.setdefault(one.theme, []).append(_shown(one, language))
        count = sum(map(len, themes.values()))
        sections.append(
            {
                "key": f"{list_.value}-{state}",
                "title": str(_STATES[state]),
                "count": ngettext(
                    "%(count)s initiative", "%(count)s initiatives", count
                )
                % {"count": count},
                "themes": [
                    (f"{list_.value}-{state}-{number}", theme, found)
                    for number, (theme, found) in enumerate(themes.items())
                ],
            }
        )
    return {"key": list_.value, "title": capfirst(list_.label), "sections": sections}


def _shown(entry: Entry, language: str) -> dict[str, Any]:
    dates = [_("arrived %(day)s") % {"day": short_day(entry.arrived_on, language)}]
    if entry.answered_on:
        day = short_day(entry.answered_on, language)
        dates.append(_("answered %(day)s") % {"day": day})
    if entry.closed_on:
        day = short_day(entry.closed_on, language)
        dates.append(_("closed %(day)s") % {"day": day})
    return {
        "reference": entry.reference,
        "title": one_line(entry.title),
        "language": other_language(entry.language, language) if entry.language else "",
        "told": " · ".join([*dates, entry.stage, entry.unit]),
        "measures": "" if entry.promises else one_line(entry.measures),
        "promises": [
            (one_line(one["text"]), _promised(one, language)) for one in entry.promises
        ],
    }


def _promised(promise: dict[str, Any], language: str) -> str:
    status = str(promise["status_in_words"])
    if not promise["by"]:
        return status
    day = short_day(promise["by"], language)
    return _("%(status)s, promised by %(day)s") % {"status": status, "day": day}


def _as_data(entry: Entry) -> dict[str, Any]:
    told = asdict(entry)
    told["promises"] = [
        {"text": one["text"], "by": _iso(one["by"]), "status": one["status"]}
        for one in entry.promises
    ]
    for name in ("arrived_on", "closed_on", "answered_on"):
        told[name] = _iso(told[name])
    del told["known_at"]
    return told


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _natural(reference: str) -> list[str]:
    """Let OSA-2026-9 stand before OSA-2026-10."""
    parts = reference.split("-")
    return [f"{int(part):09d}" if part.isdecimal() else part for part in parts]
