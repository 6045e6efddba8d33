"""
What a sealed file carries to be checked by in later years: chain and revocation.

Copied to the database, because the National Archives want a signature's data as
metadata too. Says what is there; whether it holds is for the verification to say.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import crl, ocsp, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError

from participation.reports.certificates import CertificateFacts, facts_of


@dataclass(frozen=True, kw_only=True)
class RevocationFacts:
    """An answer in the file about which certificates are revoked."""

    #: `ocsp` or `crl`
    source: str
    responder: str
    this_update: datetime
    next_update: datetime | None


def chain_of(
    certificate: x509.Certificate, known: Iterable[x509.Certificate]
) -> tuple[CertificateFacts, ...]:
    """Return the certificate and those of the known ones above it, up to the root."""
    others = list(known)
    chain = [certificate]
    while chain[-1].issuer != chain[-1].subject:
        above = [one for one in others if one.subject == chain[-1].issuer]
        if not above:
            break
        chain.append(above[0])
    return tuple(facts_of(one) for one in chain)


def revocation_in(data: bytes) -> tuple[RevocationFacts, ...]:
    """Return the answers that our own sealed file carries."""
    try:
        store = DocumentSecurityStore.read_dss(PdfFileReader(BytesIO(data)))
    except NoDSSFoundError:
        return ()
    return tuple(_revocation(store))


def _revocation(store: DocumentSecurityStore) -> Iterator[RevocationFacts]:
    for reference in store.ocsps:
        told = ocsp.OCSPResponse.load(reference.get_object().data).response_data
        answer = told["responses"][0]
        yield RevocationFacts(
            source="ocsp",
            responder=_responder(told["responder_id"]),
            this_update=answer["this_update"].native,
            next_update=answer["next_update"].native,
        )
    for reference in store.crls:
        listed = crl.CertificateList.load(reference.get_object().data)["tbs_cert_list"]
        yield RevocationFacts(
            source="crl",
            responder=listed["issuer"].human_friendly,
            this_update=listed["this_update"].native,
            next_update=listed["next_update"].native,
        )


def _responder(identifier: Any) -> str:
    if identifier.name == "by_name":
        return str(identifier.chosen.human_friendly)
    return str(identifier.chosen.native.hex())
