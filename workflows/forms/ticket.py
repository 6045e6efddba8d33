"""What a page with a transition's form was made of."""

import secrets
from typing import Self

from django import forms

from workflows.models import Case

KEY_LENGTH = 80


class Ticket(forms.Form):
    """The case's revision that the person saw, and a key for this decision."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    request_key = forms.CharField(max_length=KEY_LENGTH, widget=forms.HiddenInput)

    @classmethod
    def fresh(cls, case: Case) -> Self:
        """Return the ticket of a page that is made now."""
        key = secrets.token_urlsafe(24)
        return cls(initial={"revision": case.revision, "request_key": key})
