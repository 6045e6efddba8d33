"""
Panels that other apps add to the page of a case.

The engine knows nothing of outcomes and reports; whoever does registers a function
that returns a component for a case, or nothing when there is nothing to show.
"""

from collections.abc import Callable

from django.http import HttpRequest

from wagtail.admin.ui.components import Component

from workflows.models import Case

CasePanel = Callable[[Case, HttpRequest], Component | None]

_panels: list[CasePanel] = []


def register_case_panel(panel: CasePanel) -> CasePanel:
    """Add the decorated function's component to every case page."""
    if panel not in _panels:
        _panels.append(panel)
    return panel


def panels_of(case: Case, request: HttpRequest) -> list[Component]:
    """Return the registered components that have something to show of the case."""
    found = (panel(case, request) for panel in _panels)
    return [component for component in found if component is not None]
