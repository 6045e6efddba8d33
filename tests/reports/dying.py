"""Work in a process that is killed on the way."""

import os
import sys
import traceback
import warnings
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from participation.models.reports import private_storage


def in_child(work: Callable[[], Any]) -> int:
    """Return the exit code of a child process that does the work: 1 when it fails."""
    connection.close()  # a child must not share it
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # this process has threads
        child = os.fork()
    if not child:
        try:
            work()
            os._exit(0)
        except BaseException:  # noqa: BLE001 - this child tells nobody else
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def is_killed_at(step: int, work: Callable[[], Any]) -> bool:
    """
    Do the work in a child that dies before its step of that number.

    A step is a statement, a commit, or a deed of the storage. Returns False when the
    work has fewer steps and was done.
    """

    def mortal() -> None:
        _die_before(step)
        work()

    code = in_child(mortal)
    assert code in (0, 9)
    return code == 9


def _die_before(step: int) -> None:
    left = iter(range(step))

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def done(*args: Any, **given: Any) -> Any:
            if next(left, None) is None:
                os._exit(9)
            return function(*args, **given)

        return done

    storage = private_storage()
    for deed in ("save", "delete", "listdir"):
        setattr(storage, deed, counted(getattr(storage, deed)))
    BaseDatabaseWrapper.commit = counted(BaseDatabaseWrapper.commit)  # type: ignore[method-assign]
    connection.execute_wrappers.append(
        counted(lambda execute, *statement: execute(*statement))
    )
