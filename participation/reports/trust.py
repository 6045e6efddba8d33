"""Asking the authorities whether certificates are in force, and what their no means."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from pyhanko.keys import load_certs_from_pemder
from pyhanko.sign.signers import Signer
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    InsufficientRevinfoError,
    NotYetValidError,
    PathBuildingError,
    PathValidationError,
    RevokedError,
)
from pyhanko_certvalidator.fetchers.requests_fetchers import RequestsFetcherBackend

from participation.reports.errors import SealFailed
from participation.reports.seal_settings import SealSettings

#: how long an answer counts where the level asks for none, in seconds
_ASKED_SECONDS = 3600

_OF_A_CERTIFICATE = {"revoked", "expired", "no_trust"}
_MEANINGS: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((TimestampRequestError, OSError), "timestamp"),
    ((InsufficientRevinfoError,), "revocation"),
    ((RevokedError,), "revoked"),
    ((ExpiredError, NotYetValidError), "expired"),
    ((PathBuildingError, PathValidationError), "no_trust"),
)


def asking_context(config: SealSettings) -> ValidationContext:
    """
    Return how to judge certificates with the services that they name.

    Where the level needs evidence, no answer is a no; elsewhere only "revoked" is.
    The moment is the clock's, because the services answer as of theirs.
    """
    mode = "hard-fail" if config.needs_evidence else "soft-fail"
    return _context(config.trust_roots, config.timeout_seconds, mode)


def refuse_not_in_force(
    signer: Signer, config: SealSettings, context: ValidationContext
) -> None:
    """
    Ask whether the seal's certificate is trusted and not revoked.

    Without evidence to be had, an answer counts for an hour.

    :raises SealFailed: `no_trust`, `revoked`, `expired`, or `revocation` when nobody
        answers and the level needs it
    """
    if config.needs_evidence:
        _ask(signer, context)
    else:
        hour = int(time.monotonic() // _ASKED_SECONDS)
        _ask_at_times(signer, config.trust_roots, config.timeout_seconds, hour)


def refuse_stamper(stamper: TimeStamper, context: ValidationContext) -> None:
    """Ask whether the certificate of the time-stamp service is in force; may raise."""

    async def ask() -> None:
        async for _ in stamper.validation_paths(context):
            pass

    asyncio.run(ask())


def failure_of(error: BaseException, *, of_stamp: bool = False) -> SealFailed:
    """
    Return what an error of the library means.

    :param of_stamp: the seal's own certificate was found in force before
    """
    for one in _causes(error):
        if isinstance(one, SealFailed):
            return one
        for kinds, code in _MEANINGS:
            if isinstance(one, kinds):
                refused = of_stamp and code in _OF_A_CERTIFICATE
                return SealFailed("timestamp_refused" if refused else code)
    return SealFailed("sealing")


@lru_cache(maxsize=32)
def _ask_at_times(
    signer: Signer, roots: Sequence[Path], timeout_seconds: float, _hour: int
) -> None:
    _ask(signer, _context(roots, timeout_seconds, "soft-fail"))


def _ask(signer: Signer, context: ValidationContext) -> None:
    validator = CertificateValidator(
        signer.signing_cert,
        intermediate_certs=list(signer.cert_registry),
        validation_context=context,
    )
    try:
        asyncio.run(validator.async_validate_usage({"non_repudiation"}))
    except Exception as error:  # noqa: BLE001 - whatever it is, there is no seal
        raise failure_of(error) from None


def _context(
    roots: Sequence[Path], timeout_seconds: float, mode: str
) -> ValidationContext:
    backend = RequestsFetcherBackend(per_request_timeout=timeout_seconds)
    return ValidationContext(
        trust_roots=list(load_certs_from_pemder([str(root) for root in roots])),
        allow_fetching=True,
        revocation_mode=mode,
        fetcher_backend=backend,
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
