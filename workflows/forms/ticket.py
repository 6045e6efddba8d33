"""What a page with a transition's form was made of."""

from django import forms

KEY_LENGTH = 80


class Ticket(forms.Form):
    """The case's revision that the person saw, and a key for this decision."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    request_key = forms.CharField(max_length=KEY_LENGTH, widget=forms.HiddenInput)
