"""What was drawn runs to its end on an existing form."""

from datetime import datetime

from cms.accounts.models import User
from participation.actions.channels import save_channel
from participation.models import Channel
from tests.cases import act, make_case
from tests.drawn_workflow import DRAWN
from workflows.actions.definitions import publish_workflow
from workflows.models import Deadline, Procedure


def drawn(channel: Channel, at: datetime) -> Channel:
    """Put the drawn workflow on the form of the channel."""
    old = channel.procedure
    new = Procedure(
        key="another",
        form=old.form,
        workflow=publish_workflow(spec=DRAWN, by=None, at=at).workflow,
        unit=old.unit,
    )
    return save_channel(
        procedure=new, readers=[], publishes_outcomes=False, by=None, at=at
    )


def test_the_drawn_workflow_runs_to_its_end(
    channel: Channel, people: dict[str, User], at: datetime
) -> None:
    case = make_case(drawn(channel, at), at=at)
    stages = []
    for transition, who in (
        ("ota_tutkittavaksi", "registrar"),
        ("anna_lausunto", "publisher"),
        ("anna_lausunto", "approver"),
        ("kysy_lahettajalta", "reviewer"),
        ("vastaa_kysymykseen", ""),
        ("ratkaise", "reviewer"),
    ):
        act(case, transition, people.get(who), at=at)
        case.refresh_from_db()
        stages.append(case.stage)

    assert stages == [
        "lausunnot",
        "lausunnot",
        "ratkaistavana",
        "odottaa_vastausta",
        "ratkaistavana",
        "ratkaistu",
    ]
    assert case.closed_at == at
    assert {one.key for one in Deadline.objects.filter(case=case)} == {
        "kasittelyaika",
        "vastausaika",
    }


def test_the_branch_leads_past_the_reviews_when_its_condition_fails(
    channel: Channel, people: dict[str, User], at: datetime
) -> None:
    case = make_case(drawn(channel, at), at=at, theme="hospital")

    act(case, "ota_tutkittavaksi", people["registrar"], at=at)

    case.refresh_from_db()
    assert case.stage == "ratkaistavana"
