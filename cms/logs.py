"""What may stand in the logs: no address that opens something by itself."""

import logging
import re

_STATUS = re.compile(r"(/status/)[^/?#\s]+")


class WithoutSecretLinks(logging.Formatter):
    """
    Cuts the proof out of status links.

    Django logs the path of every refused request, and this path is all it takes to
    see where a case is and to withdraw it.
    """

    def format(self, record: logging.LogRecord) -> str:
        return _STATUS.sub(r"\1…", super().format(record))
