"""The library's own long-term check (ETSI EN 319 102-1, 5.6.3), apart from ours."""

import asyncio
from datetime import datetime
from io import BytesIO
from pathlib import Path

import time_machine
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import (
    REQUIRE_REVINFO,
    CertRevTrustPolicy,
    NonRevokedStatusAssertion,
)
from pyhanko_certvalidator.registry import SimpleTrustManager


def is_provable(data: bytes, root_file: Path, at: datetime) -> bool:
    """Tell whether the file's first seal can be proven at that time, offline."""
    root = load_cert_from_pemder(str(root_file))
    reader = PdfFileReader(BytesIO(data))
    # What the authority will say then of the newest time stamp nobody knows yet.
    newest = reader.embedded_timestamp_signatures[-1].signer_cert
    in_force = NonRevokedStatusAssertion(newest.sha256, at=at)
    policy = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(trust_roots=[root]),
        revinfo_policy=CertRevTrustPolicy(REQUIRE_REVINFO),
    )
    spec = PdfSignatureValidationSpec(
        SignatureValidationSpec(
            cert_validation_policy=policy,
            revinfo_gathering_policy=RevocationInfoGatheringSpec(
                online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY
            ),
            local_knowledge=LocalKnowledge(nonrevoked_assertions=[in_force]),
        )
    )
    moment = ValidationTimingInfo(
        validation_time=at, best_signature_time=at, point_in_time_validation=True
    )
    seal = reader.embedded_regular_signatures[0]
    with time_machine.travel(at, tick=False):
        found = asyncio.run(ades_lta_validation(seal, spec, timing_info=moment))
    return found.ades_subindic == AdESPassed.OK
