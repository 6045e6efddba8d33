"""What the desk calls the engine's own effects, and what to do when one fails."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflows.desk.words import explain_error, name_effect

_ADDRESS = _(
    "The mail server refuses the address. Reach the submitter another way, then "
    "pass this over."
)

NAMES: dict[str, str | Promise] = {}
ERRORS: dict[str, str | Promise] = {
    "mail-refused": _ADDRESS,
    "mail-returned": _(
        "The mail came back. Reach the submitter another way, then pass this over."
    ),
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
