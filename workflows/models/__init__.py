"""What the engine keeps. Written only by `workflows.actions` and `workflows.effects`."""

from workflows.models.access import AccessRecord
from workflows.models.anchors import Anchor
from workflows.models.attachments import Attachment
from workflows.models.cases import (
    Case,
    ReferenceSeries,
)
from workflows.models.closures import Closure
from workflows.models.deadlines import Deadline
from workflows.models.definitions import Form, FormVersion, Workflow, WorkflowVersion
from workflows.models.digests import Digest, DigestChoice
from workflows.models.drafts import Draft
from workflows.models.effects import Effect
from workflows.models.events import CaseEvent, EventAnswers
from workflows.models.links import CaseLink
from workflows.models.mails import MailTemplate, SentMail
from workflows.models.procedures import Procedure, Role, Unit
from workflows.models.recounts import Recount
from workflows.models.rules import DatedRule
from workflows.models.scopes import Scope
from workflows.models.search import CaseWord
from workflows.models.second_factors import BackupCode, SecondFactor
from workflows.models.submissions import Submission
from workflows.models.tasks import Task
from workflows.models.webhooks import WebhookEndpoint

__all__ = [
    "AccessRecord",
    "Anchor",
    "Attachment",
    "BackupCode",
    "Case",
    "CaseEvent",
    "CaseLink",
    "CaseWord",
    "Closure",
    "DatedRule",
    "Deadline",
    "Digest",
    "DigestChoice",
    "Draft",
    "Effect",
    "EventAnswers",
    "Form",
    "FormVersion",
    "MailTemplate",
    "Procedure",
    "Recount",
    "ReferenceSeries",
    "Role",
    "Scope",
    "SecondFactor",
    "SentMail",
    "Submission",
    "Task",
    "Unit",
    "WebhookEndpoint",
    "Workflow",
    "WorkflowVersion",
]
