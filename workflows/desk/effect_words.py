"""What the desk calls the engine's own effects, and what to do when one fails."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflows.desk.words import explain_error, name_effect

_ADDRESS = _(
    "The mail server refuses the address. Reach the submitter another way, then "
    "pass this over."
)

NAMES: dict[str, str | Promise] = {
    "webhook": _("Telling other systems"),
    "webhook_delivery": _("Message to another system"),
    "notify_role": _("Telling a role"),
    "notice": _("Mail to a member of staff"),
    "notify": _("Telling staff of a deadline"),
    "deadline_notice": _("Mail of a deadline to a member of staff"),
}
_RECEIVER = _(
    "The other system does not take the message. It is tried again for two days, and "
    "at once when the system answers."
)
ERRORS: dict[str, str | Promise] = {
    "mail-refused": _ADDRESS,
    "mail-returned": _(
        "The mail came back. Reach the submitter another way, then pass this over."
    ),
    "no-endpoint": _("No other system listens to this."),
    "endpoint-off": _("The other system is no longer told anything."),
    "webhook-silent": _RECEIVER,
    **{f"webhook-{status}": _RECEIVER for status in range(300, 600)},
    "webhook-private": _(
        "The address of the other system leads into a private network. Mend it, then "
        "try again."
    ),
    "role-empty": _(
        "Nobody in the unit holds the role and has an e-mail address. Give the role to "
        "somebody, then try again."
    ),
    "nobody-owes": _("Nobody had anything to do in the case then."),
    "not-a-member": _("The person has left the unit or has no e-mail address."),
    "mail-unsure": _(
        "The mail may have gone out already, and it must not come twice. Find out from "
        "the mail server; then try again or pass this over."
    ),
}


def register() -> None:
    """Tell the desk the words."""
    for kind, name in NAMES.items():
        name_effect(kind, name)
    for code, words in ERRORS.items():
        explain_error(code, words)
