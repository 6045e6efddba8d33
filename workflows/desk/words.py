"""Words of definitions in the language of whoever looks, for lists and filters."""

from collections.abc import Iterator, Mapping, Sequence

from django.conf import settings
from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from workflows.engine.answers import Fault
from workflows.engine.texts import Text, say
from workflows.models import Case, WorkflowVersion

#: Wagtail has workflows of its own, for approving content
WORKFLOW = pgettext_lazy("the way of a case", "Workflow")

_effect_names: dict[str, str | Promise] = {
    "mail": _("Mail to the submitter"),
    "delete_files": _("Deleting the files of an erased case"),
}
_MAIL_SERVER = _(
    "The mail server did not take the mail. See that it answers, then try again."
)
_error_words: dict[str, str | Promise] = {
    "no-address": _("The submitter gave no e-mail address."),
    "erased": _("The personal data of the case was erased."),
    "worker-died": _(
        "The worker died at every try. See that it has enough memory, then try again."
    ),
    "ConnectionRefusedError": _MAIL_SERVER,
    "SMTPServerDisconnected": _MAIL_SERVER,
    "TimeoutError": _MAIL_SERVER,
    "SMTPRecipientsRefused": _(
        "The mail server refuses the address. Reach the submitter another way, then "
        "pass this over."
    ),
}


def language() -> str:
    """Return the language of the screen."""
    return get_language() or settings.LANGUAGE_CODE


def said(text: Text) -> str:
    """Return the text in the language of the screen."""
    return say(text, language())


def name_effect(kind: str, name: str | Promise) -> None:
    """Give a kind of effect the words that the desk calls it by."""
    _effect_names[kind] = name


def effect_name(kind: str) -> str:
    """Return the words for a kind of effect; without any, its key."""
    return str(_effect_names.get(kind, kind))


def explain_error(code: str, words: str | Promise) -> None:
    """Give the code of an effect's error the words that say what to do about it."""
    _error_words[code] = words


def error_in_words(code: str) -> str:
    """Return what went wrong and what to do; without any words, the code."""
    return str(_error_words.get(code, code))


def fault_in_words(fault: Fault) -> str:
    """Return what is wrong with an answer that an action refused."""
    words = {
        Fault.NO_SUCH_CASE: gettext("There is no other case of this reference."),
        Fault.FOLLOWS_ANOTHER: gettext(
            "That case was merged into a third one. Name the leading case."
        ),
        Fault.NOT_THAT_DAY: gettext(
            "Write a day from the transfer on, not one that is ahead."
        ),
    }
    return words.get(fault, gettext("Check this answer."))


def add_faults(form: Form, faults: Mapping[str, Fault]) -> None:
    """Show what an action refused beside the questions."""
    for key, fault in faults.items():
        field = key if key in form.fields else None
        form.add_error(field, fault_in_words(fault))


def stage_of(case: Case) -> str:
    """Return the label of the stage in which the case is."""
    return said(case.workflow_version.compiled.stage_by_key[case.stage].label)


def workflow_of(case: Case) -> str:
    """Return the title of the case's workflow."""
    return said(case.workflow_version.compiled.title)


def name_of(case: Case) -> str:
    """Return the reference and the subject of the case."""
    return f"{case.reference} {case.submission.subject}".strip()


def workflow_choices(versions: Sequence[WorkflowVersion]) -> list[tuple[str, str]]:
    """
    Return every workflow by its key, with the title of its newest version.

    :param versions: as `published_versions` returns them
    """
    newest = {version.workflow.key: version for version in reversed(versions)}
    return sorted((key, said(one.compiled.title)) for key, one in newest.items())


def stage_choices(versions: Sequence[WorkflowVersion]) -> list[tuple[str, str]]:
    """Return every stage a case can be in, as "workflow:stage"."""
    choices: dict[str, str] = {}
    several = len({version.workflow_id for version in versions}) > 1
    for version in versions:
        for key, label in _stages(version):
            words = f"{said(version.compiled.title)}: {label}" if several else label
            choices.setdefault(f"{version.workflow.key}:{key}", words)
    return list(choices.items())


def roles_at(
    versions: Sequence[WorkflowVersion], *, workflow: str, stage: str
) -> set[str]:
    """Return the roles that owe the work of a stage, in any of the versions."""
    there = [
        one
        for version in versions
        if version.workflow.key == workflow
        for one in version.compiled.stages
        if one.key == stage
    ]
    tasks = {task.role for one in there for task in one.tasks}
    return {one.role for one in there if one.role} | tasks


def _stages(version: WorkflowVersion) -> Iterator[tuple[str, str]]:
    for stage in version.compiled.stages:
        yield stage.key, said(stage.label)


def published_versions() -> list[WorkflowVersion]:
    """Return all versions, newest first; there are few, and each is parsed once."""
    return list(
        WorkflowVersion.objects.select_related("workflow")
        .defer("spec")
        .order_by("workflow__key", "-number")
    )


def actor_name(name: str, kind: str) -> str:
    """Return who did something: a person's name, or who else it was."""
    if name:
        return name
    return gettext("The submitter") if kind == "submitter" else gettext("The system")
