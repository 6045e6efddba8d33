"""How a programme's measures stood at the end of a period, from their reviews."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cms.programme_blocks import Quarter, Review, Theme

QUARTERS = (1, 2, 3, 4)
#: quarters that the chart of the past shows
HISTORY = 8


@dataclass(frozen=True, kw_only=True)
class Period:
    """A quarter of a year, or the whole of it."""

    year: int
    quarter: int | None = None

    @classmethod
    def named(cls, name: str) -> "Period":
        """
        Return the period of the name: "2026" or "2026-3".

        :raises ValueError: if it is no name of a period
        """
        year, _, quarter = name.partition("-")
        found = cls(year=int(year), quarter=int(quarter) if quarter else None)
        if found.name != name or found.quarter not in (None, *QUARTERS):
            raise ValueError(name)
        return found

    @property
    def name(self) -> str:
        return f"{self.year}-{self.quarter}" if self.quarter else str(self.year)

    @property
    def words(self) -> str:
        """As people write it: "3/2026", or "2026"."""
        return f"{self.quarter}/{self.year}" if self.quarter else str(self.year)

    @property
    def last_quarter(self) -> Quarter:
        return self.year, self.quarter or QUARTERS[-1]

    @property
    def before(self) -> Quarter:
        """The last quarter before the period."""
        if self.quarter and self.quarter > 1:
            return self.year, self.quarter - 1
        return self.year - 1, QUARTERS[-1]

    @property
    def ends_at(self) -> datetime:
        year, quarter = self.last_quarter
        return datetime(year + quarter // 4, quarter % 4 * 3 + 1, 1, tzinfo=UTC)

    def holds(self, review: Review) -> bool:
        return review.year == self.year and self.quarter in (None, review.quarter)


def quarters_up_to(last: Quarter, *, first_year: int) -> list[Quarter]:
    """Return the latest quarters of the programme up to that one, the oldest first."""

    def backwards() -> Iterator[Quarter]:
        year, quarter = last
        while year >= first_year:
            yield year, quarter
            year, quarter = (year, quarter - 1) if quarter > 1 else (year - 1, 4)

    return [quarter for quarter, _ in zip(backwards(), range(HISTORY), strict=False)][
        ::-1
    ]


def told_periods(themes: Sequence[Theme], overviews: Iterable[Period]) -> list[Period]:
    """
    Return the periods of which something is known, the latest first.

    Quarters that were reviewed, their years, and what has an overview of its own.
    """
    quarters = {
        (review.year, review.quarter)
        for theme in themes
        for measure in theme.measures
        for review in measure.reviews
        if review.year and review.quarter
    }
    years = [Period(year=year) for year in {year for year, _ in quarters}]
    parts = [Period(year=year, quarter=quarter) for year, quarter in quarters]
    return sorted(
        {*years, *parts, *overviews},
        key=lambda one: (one.year, one.quarter or 5),
        reverse=True,
    )
