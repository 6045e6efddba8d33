"""Deleting answers whose time has run out, as every page of the form promises."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from workflows.models import Attachment, Draft

#: how long an emptied draft can still explain to its holder what happened
EXPLAINED_FOR = timedelta(days=14)


@transaction.atomic
def erase_expired(*, at: datetime) -> int:
    """
    Empty the expired drafts, and forget those that expired long ago.

    :return: how many held something until now
    """
    expired = Draft.objects.expired_at(at)
    holding = list(
        expired.exclude(typed={}, answers={}, attachments=None)
        .select_for_update(of=("self",), skip_locked=True)
        .values_list("pk", flat=True)
    )
    for attachment in Attachment.objects.filter(draft_id__in=holding):
        transaction.on_commit(partial(attachment.file.delete, save=False))
        attachment.delete()
    Draft.objects.filter(pk__in=holding).update(typed={}, answers={}, done_steps=[])
    expired.filter(expires_at__lte=at - EXPLAINED_FOR).delete()
    return len(holding)
