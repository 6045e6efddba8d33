"""Addresses of the desk, by name."""

from django.urls import reverse


def list_url(namespace: str) -> str:
    """Return the address of a list of the desk."""
    return reverse(f"{namespace}:index")


def case_url(case_id: int) -> str:
    """Return the address of a case's page."""
    return reverse("desk_cases:case", args=[case_id])


def transition_url(case_id: int, transition: str) -> str:
    """Return the address of a transition's small form."""
    return reverse("desk_cases:transition", args=[case_id, transition])


def task_url(case_id: int, task_id: int) -> str:
    """Return the address where it is decided who has a task."""
    return reverse("desk_cases:task", args=[case_id, task_id])
