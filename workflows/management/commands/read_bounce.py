"""Takes a returned mail from the mail server, by a pipe."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from workflows.actions.mails import note_bounce
from workflows.effects.bounces import read_bounce

#: more than any notice needs; what comes after it is not read
MOST_BYTES = 2_000_000


class Command(BaseCommand):
    help = _(
        "Reads a delivery status notification from standard input and shows on the "
        "case that the mail came back. Always succeeds, so that the mail server "
        "returns nothing to anybody."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        bounce = read_bounce(sys.stdin.buffer.read(MOST_BYTES))
        if bounce is None:
            self.stdout.write(_("No mail of ours came back in this message."))
        elif note_bounce(bounce=bounce, at=timezone.now()) is None:
            self.stdout.write(_("Nothing changed: the mail is unknown or noted."))
        else:
            self.stdout.write(_("Noted that mail %s came back.") % bounce.effect_id)
