"""Changing the secret that another system checks our messages with."""

from datetime import datetime

from django.db import transaction

from workflows.effects.signatures import secret_of
from workflows.models import WebhookEndpoint


@transaction.atomic
def renew_secret(*, endpoint_id: int, at: datetime) -> str:
    """
    Give the endpoint a new secret and return it, to be shown once.

    The one before it goes on signing for a day beside the new one.
    """
    endpoint = WebhookEndpoint.objects.select_for_update().get(pk=endpoint_id)
    endpoint.secret_number += 1
    endpoint.secret_made_at = at
    endpoint.save(update_fields=["secret_number", "secret_made_at"])
    return secret_of(endpoint, number=endpoint.secret_number)
