"""Charts of a programme, for its page and its reports."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from cms.programme_blocks import Measure, MeasureState, Quarter, Theme, state_at
from participation.reports.charts import Chart, Series, line_chart, stacked_bar_chart

#: from what is finished to what is not begun
_ORDER = (
    MeasureState.DONE,
    MeasureState.UNDER_WAY,
    MeasureState.DELAYED,
    MeasureState.GIVEN_UP,
    MeasureState.NOT_STARTED,
)
#: a line for each of these is as much as a reader can follow
_FOLLOWED = _ORDER[:3]


def counted(
    measures: Sequence[Measure], quarter: Quarter | None = None
) -> dict[MeasureState, int]:
    """Return how many measures stand in each state, now or after that quarter."""
    states = [
        state_at(measure, quarter) if quarter else measure.state for measure in measures
    ]
    return {state: states.count(state) for state in MeasureState}


def standing(themes: Sequence[Theme], quarter: Quarter | None = None) -> Chart:
    """Draw how the measures of each theme stand, now or after that quarter."""
    by_theme = [counted(theme.measures, quarter) for theme in themes]
    return stacked_bar_chart(
        title=_("Measures by theme at the end of the period")
        if quarter
        else _("Measures by theme"),
        what=_("Theme"),
        labels=[theme.title for theme in themes],
        series=[
            Series(name=str(state.label), values=[one[state] for one in by_theme])
            for state in _ORDER
        ],
    )


def course(measures: Sequence[Measure], quarters: Sequence[Quarter]) -> Chart:
    """Draw how many of the measures stood in the chief states after each quarter."""
    by_quarter = [counted(measures, quarter) for quarter in quarters]
    return line_chart(
        title=_("All measures by quarter"),
        what=_("Quarter"),
        labels=[f"{quarter}/{year}" for year, quarter in quarters],
        series=[
            Series(name=str(state.label), values=[one[state] for one in by_quarter])
            for state in _FOLLOWED
        ],
    )
