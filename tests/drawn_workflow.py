"""The workflow that the acceptance test draws, as the editor must write it."""

from typing import Any

KEY = "katulupa"
STAGES = {
    "desk": "Saapunut kirjaamoon",
    "branch": "Haara",
    "reviews": "Lausunnot",
    "decision": "Ratkaistavana",
    "waiting": "Odottaa vastausta",
    "end": "Ratkaistu",
}


def said(words: str) -> dict[str, str]:
    return {"fi": words, "sv": words, "en": words}


def _stage(key: str, kind: str, name: str, **more: Any) -> dict[str, Any]:
    texts = dict.fromkeys(("label", "public_label", "explanation"), said(name))
    return {"key": key, "kind": kind, **texts, **more}


def _task(letter: str, role: str) -> dict[str, Any]:
    return {
        "key": f"lausunto_{letter.lower()}",
        "label": said(f"Lausunto {letter}"),
        "role": role,
    }


def _transition(
    key: str, name: str, source: str, target: str | None, **more: Any
) -> Any:
    return {"key": key, "label": said(name), "from": [source], "to": target, **more}


def _deadline(
    key: str, name: str, amount: int, unit: str, **more: Any
) -> dict[str, Any]:
    texts = dict.fromkeys(("label", "reason", "basis"), said(name))
    period = {"amount": amount, "unit": unit}
    return {"key": key, "period": period, "counts_from": "entry", **texts, **more}


_AUTOMATIC = {"trigger": "automatic"}
_HEALTH = {"==": [{"var": "theme"}, "health_centre"]}

DRAWN: dict[str, Any] = {
    "schema": 1,
    "kind": "workflow",
    "key": KEY,
    "title": said("Katulupa"),
    "start": "saapunut_kirjaamoon",
    "stages": [
        _stage("saapunut_kirjaamoon", "work", STAGES["desk"], role="registrar"),
        _stage("haara", "automatic", STAGES["branch"]),
        _stage(
            "lausunnot",
            "parallel",
            STAGES["reviews"],
            tasks=[
                _task("A", "reviewer"),
                _task("B", "approver"),
                _task("C", "publisher"),
            ],
            quorum=2,
        ),
        _stage("ratkaistavana", "work", STAGES["decision"], role="reviewer"),
        _stage("odottaa_vastausta", "wait", STAGES["waiting"]),
        _stage("ratkaistu", "final", STAGES["end"]),
    ],
    "transitions": [
        _transition(
            "ota_tutkittavaksi",
            "Ota tutkittavaksi",
            "saapunut_kirjaamoon",
            "haara",
            roles=["registrar"],
        ),
        _transition(
            "lausuntoja_tarvitaan",
            "Lausuntoja tarvitaan",
            "haara",
            "lausunnot",
            guard=_HEALTH,
            **_AUTOMATIC,
        ),
        _transition(
            "ei_lausuntoja", "Ei lausuntoja", "haara", "ratkaistavana", **_AUTOMATIC
        ),
        _transition(
            "anna_lausunto",
            "Anna lausunto",
            "lausunnot",
            None,
            roles=["reviewer", "approver", "publisher"],
            completes_task=True,
        ),
        _transition(
            "lausunnot_koossa",
            "Lausunnot koossa",
            "lausunnot",
            "ratkaistavana",
            **_AUTOMATIC,
        ),
        _transition(
            "kysy_lahettajalta",
            "Kysy lähettäjältä",
            "ratkaistavana",
            "odottaa_vastausta",
            roles=["reviewer"],
        ),
        _transition(
            "vastaa_kysymykseen",
            "Vastaa kysymykseen",
            "odottaa_vastausta",
            "ratkaistavana",
            trigger="submitter",
        ),
        _transition(
            "ratkaise", "Ratkaise", "ratkaistavana", "ratkaistu", roles=["reviewer"]
        ),
    ],
    "deadlines": [
        _deadline(
            "kasittelyaika",
            "Käsittelyaika",
            3,
            "month",
            clock="statutory",
            during=[
                "saapunut_kirjaamoon",
                "haara",
                "lausunnot",
                "ratkaistavana",
                "odottaa_vastausta",
            ],
        ),
        _deadline(
            "vastausaika",
            "Vastausaika",
            10,
            "working_day",
            clock="service",
            during=["odottaa_vastausta"],
        ),
    ],
}
