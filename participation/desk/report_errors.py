"""What to do when a report could not be made, by the error that the effect keeps."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_LETTER = _(
    "The report could not be typeset. Tell whoever maintains the service, with the "
    "identifier of this incident."
)
_TOO_MUCH = _(
    "The report is too long or too involved to be typeset. Shorten its texts, then try "
    "again; or tell whoever maintains the service."
)
_SEALING = _(
    "The seal did not come out right, so nothing was kept. Tell whoever maintains "
    "the service, with the identifier of this incident."
)

WORDS: dict[str, str | Promise] = {
    "report-no_key": _(
        "The sealing key is missing. Ask whoever runs the service to put it in place, "
        "then try again."
    ),
    "report-bad_settings": _(
        "The settings of the seal are not understood. Ask whoever runs the service to "
        "mend them, then try again."
    ),
    "report-bad_key": _(
        "The sealing key could not be opened: the file is damaged or the password is "
        "wrong. Ask whoever runs the service to mend it, then try again."
    ),
    "report-key_mismatch": _(
        "The sealing key and its certificate do not belong together. Ask whoever runs "
        "the service to mend them, then try again."
    ),
    "report-expired": _(
        "The certificate of the seal is not valid now. Ask whoever runs the service "
        "for a new one, then try again."
    ),
    "report-test_refused": _(
        "A test certificate may not seal reports here. Ask whoever runs the service "
        "for a real one, then try again."
    ),
    "report-no_trust": _(
        "The certificate of the seal leads to no authority that we trust. Ask whoever "
        "runs the service to name it, then try again."
    ),
    "report-revoked": _(
        "The certificate of the seal has been revoked by its authority. Ask whoever "
        "runs the service why, and for a new one; then try again."
    ),
    "report-module_away": _(
        "The security module that holds the sealing key did not answer. Ask whoever "
        "runs the service to see to it, then try again."
    ),
    "report-timestamp": _(
        "The time-stamp service did not answer. See that it can be reached, then try "
        "again."
    ),
    "report-timestamp_refused": _(
        "The time-stamp service uses a certificate that has ended, was revoked or "
        "leads to no authority that we trust. Ask whoever runs the service to choose "
        "another or to name its authority, then try again."
    ),
    "report-revocation": _(
        "Nobody told whether the certificates of the seal have been revoked: the "
        "authority's service did not answer. See that it can be reached, then try "
        "again."
    ),
    "report-no_stamp_service": _(
        "The settings of the seal name no time-stamp service, so archive time stamps "
        "cannot be renewed. Ask whoever runs the service to name one, then try again."
    ),
    "report-lapsed": _(
        "The archive time stamp ended before it was renewed. Our register still proves "
        "the report; in the file alone it can no longer be proven. Issue the report "
        "anew, and ask whoever runs the service why the renewal came too late."
    ),
    "report-no_gain": _(
        "The time-stamp service still uses a certificate that ends no later than the "
        "one in the report, so a new time stamp would gain nothing. It is tried again "
        "every week. Ask whoever runs the service when the new certificate comes."
    ),
    "report-file_missing": _(
        "The file of the report is missing. Ask whoever runs the service to bring it "
        "back from a backup, then try again."
    ),
    "report-storage_away": _(
        "The place where reports are kept did not answer, or is full. Ask whoever runs "
        "the service to see to it, then try again."
    ),
    "report-level": _(
        "The seal did not reach the level that the settings ask for, so nothing was "
        "kept. Tell whoever maintains the service, with the identifier of this "
        "incident."
    ),
    "report-sealing": _SEALING,
    "report-unverified": _SEALING,
    "report-time": _TOO_MUCH,
    "report-memory": _TOO_MUCH,
    "report-depth": _TOO_MUCH,
    "report-refused": _LETTER,
    "report-broken": _LETTER,
    "report-crash": _LETTER,
    "report-wait": _(
        "The report was not typeset in time, on every try. Try again when the service "
        "is less busy. If that does not help, shorten its texts, or tell whoever "
        "maintains the service."
    ),
}
