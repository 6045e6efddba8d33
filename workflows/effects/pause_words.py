"""What is said of the days on which a case was not with us, or a clock stood still."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from workflows.engine.due import Cause, Pause


def pause_for_staff(pause: Pause, stood: int) -> str:
    """
    Return a sentence on the pause.

    :param stood: working days by which it moved the date
    """
    words = {"began": _day(pause.began_on), "n": stood}
    if pause.ended_on is None:
        return _lasting(pause.cause) % words
    words["ended"] = _day(pause.ended_on)
    if pause.cause is Cause.ASKED and pause.ended_on == pause.began_on:
        sentence = gettext("Stood still on %(day)s only, which adds nothing.")
        return sentence % {"day": words["began"]}
    if pause.cause is Cause.ASKED:
        sentence = ngettext(
            "Stood still from %(began)s to %(ended)s: %(n)s working day more.",
            "Stood still from %(began)s to %(ended)s: %(n)s working days more.",
            stood,
        )
    elif pause.cause is Cause.AWAY:
        sentence = ngettext(
            "Another authority had the case from %(began)s to %(ended)s:"
            " %(n)s working day more.",
            "Another authority had the case from %(began)s to %(ended)s:"
            " %(n)s working days more.",
            stood,
        )
    elif pause.cause is Cause.COUNTED:
        sentence = gettext(
            "Another authority had the case from %(began)s to %(ended)s."
            " That time counts, too."
        )
    else:
        sentence = gettext(
            "Another authority had the case from %(began)s to %(ended)s."
            " The whole period begins with the return."
        )
    return sentence % words


def with_pauses(sentence: str, stood: Iterable[tuple[Pause, int]]) -> str:
    """
    Return the sentence for the resident, ended with what the pauses did to the date.

    :param stood: each pause with the working days by which it moved the date
    """
    pauses = list(stood)
    asked = sum(days for pause, days in pauses if pause.cause is Cause.ASKED)
    away = sum(days for pause, days in pauses if pause.cause is Cause.AWAY)
    if any(pause.cause is Cause.BEFORE for pause, _ in pauses):
        sentence = gettext(
            "%(sentence)s, when another authority had sent the case back"
        ) % {"sentence": sentence}
    if asked:
        sentence = ngettext(
            "%(sentence)s, and %(n)s working day more while we waited for you",
            "%(sentence)s, and %(n)s working days more while we waited for you",
            asked,
        ) % {"sentence": sentence, "n": asked}
    if away:
        sentence = ngettext(
            "%(sentence)s, and %(n)s working day more while another authority had it",
            "%(sentence)s, and %(n)s working days more while another authority had it",
            away,
        ) % {"sentence": sentence, "n": away}
    return f"{sentence}."


def _lasting(cause: Cause) -> str:
    if cause is Cause.ASKED:
        return gettext("Has stood still since %(began)s.")
    return gettext("Another authority has had the case since %(began)s.")


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
