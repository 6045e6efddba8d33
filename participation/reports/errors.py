"""Why a report could not be made. Nothing unsealed is ever kept."""

from typing import ClassVar


class ReportError(Exception):
    """A report was not made; `code` names the reason and holds no content."""

    #: codes of what may pass by itself; everything else waits for a person
    passing: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def is_passing(self) -> bool:
        """Tell whether trying again later may help."""
        return self.code in self.passing


class ApartFailed(ReportError):
    """
    Work in a child process failed.

    Codes: `time` (of the processor), `memory`, `depth`, `refused` (the child's own
    no), `broken` (an error in our code or a library's), and what may pass by itself:
    `wait` (the machine was too busy to do it in time), `crash` (the child was ended).
    `detail` is the child's word on it and may quote content: never log it.
    """

    passing = frozenset({"crash", "wait"})

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.detail = detail


class InspectorBusy(Exception):
    """Too many files are being checked at the moment; try again in a while."""


class RenderFailed(ApartFailed):
    """The page could not be typeset; `refused` means WeasyPrint complained."""


class SealFailed(ReportError):
    """
    The report could not be sealed.

    Codes of the key: `no_key`, `bad_settings`, `bad_key`, `key_mismatch`,
    `module_away`, `expired`, `revoked`, `test_refused`, `no_trust`. Of what the
    level asks for: `revocation` (the service does not answer), `timestamp` (as
    well), `timestamp_refused` (its certificate does not do). Of the result:
    `sealing`, `unverified`, `level`. Of a renewal: `no_stamp_service`, `lapsed` (the
    time stamp before it has ended), `no_gain` (the new one would end no later).
    """

    passing = frozenset({"timestamp", "revocation", "module_away"})
