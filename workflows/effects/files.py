"""Deleting the files of an erased case, however often it takes."""

from datetime import datetime

from workflows.effects import outbox, registry
from workflows.models import Attachment, Effect
from workflows.models.drafts import private_storage


@registry.register("delete_files")
def delete_files(effect: Effect, *, at: datetime) -> None:
    """
    Delete the private files that `params["files"]` names; missing ones are gone.

    One that another case has too, since it was split, is deleted with that case.
    """
    storage = private_storage()
    for name in effect.params["files"].split():
        if not Attachment.objects.filter(file=name).exists():
            storage.delete(name)
    with outbox.finish(effect, at=at):
        pass
