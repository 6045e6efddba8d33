"""Finnish personal identity codes in free text."""

import re

#: DDMMYY, century sign, individual number, check character
_CODE = re.compile(
    r"(?<![0-9A-Z])"
    r"((?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])[0-9]{2})"
    r"[-+A-FU-Y\u2010\u2011\u2013\u2212]"  # also the hyphens that phones write
    r"([0-9]{3})([0-9A-FHJ-NPR-Y])"
    r"(?![0-9A-Z])"
)
#: the check character is this letter of the number modulo 31
_CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def holds_identity_code(text: str) -> bool:
    """Tell whether a personal identity code with a right check character is there."""
    return any(
        _CHECKS[int(day + number) % len(_CHECKS)] == check
        for day, number, check in _CODE.findall(text.upper())
    )
