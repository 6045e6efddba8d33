"""What the inputs of the editor offer: roles, channels, effects, facts; and words."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from workflows.desk.words import effect_name, said
from workflows.effects import registry
from workflows.engine.form_spec import FormSpec
from workflows.models import DatedRule, Form, FormVersion, Procedure, Role


def editor_options() -> dict[str, Any]:
    """Return what can be referred to by kind, as [key, label], and the words."""
    roles = Role.objects.select_related("group").order_by("group__name", "pk")
    procedures = Procedure.objects.order_by("key").values_list("key", flat=True)
    return {
        "options": {
            "role": [[role.key, str(role)] for role in roles],
            "procedure": [[key, key] for key in procedures],
            "rule": [*_rules()],
            "effect": [[kind, effect_name(kind)] for kind in sorted(registry.kinds())],
            "fact": [_case_facts(), *_answers()],
        },
        "words": _words(),
    }


def _rules() -> Iterator[list[str]]:
    """Yield the shared rules of deadlines that are in force, each key once."""
    today = timezone.localdate()
    seen = set()
    for rule in DatedRule.objects.in_force_on(today).order_by("key", "pk"):
        if rule.key not in seen:
            seen.add(rule.key)
            yield [rule.key, said(rule.title) or rule.key]


def _case_facts() -> list[Any]:
    facts = [
        ("case.done", _("How many transitions have been made"), "number"),
        ("case.places_left", _("How many places are left"), "number"),
        ("case.has_email", _("The submitter gave an e-mail address"), "truth"),
        ("tasks.done", _("How many tasks of this stage are done"), "number"),
        ("tasks.open", _("How many tasks of this stage are open"), "number"),
    ]
    named = [{"key": key, "label": label, "type": kind} for key, label, kind in facts]
    return [_("About the case"), named]


def _answers() -> Iterator[list[Any]]:
    """Yield the questions of each published form, under its title."""
    for form in _newest_forms():
        yield [
            _("Answers: %(form)s") % {"form": said(form.title)},
            [
                {
                    "key": field.key,
                    "label": said(field.label),
                    "type": field.type,
                    "options": [[one.value, said(one.label)] for one in field.options],
                }
                for field in form.fields()
                if field.type != "files"
            ],
        ]


def _newest_forms() -> Iterator[FormSpec]:
    newest = {
        version.form_id: version
        for version in FormVersion.objects.order_by("form_id", "number")
    }
    for form in Form.objects.order_by("key"):
        if form.pk in newest:
            yield newest[form.pk].compiled


def _words() -> dict[str, str]:
    return {
        "nothing_yet": _("There is nothing to choose yet."),
        "questions": _("Questions of this form"),
        "tasks_done_by": _("Tasks done by:"),
        "rich_rule": _(
            "This condition is richer than these lists can show. "
            "It stays as it is unless you remove it."
        ),
        "remove_rule": _("Remove the condition"),
        "choose_fact": _("Choose what is looked at"),
        "fact": _("What is looked at"),
        "comparison": _("Comparison"),
        "value": _("Value"),
        "mode": _("How many of these must hold"),
        "all": _("All of these must hold"),
        "any": _("Any of these is enough"),
        "add_condition": _("Add a condition"),
        "add_group": _("Add a group of conditions"),
        "remove": _("Remove"),
        "test_==": _("is"),
        "test_!=": _("is not"),
        "test_<": _("is less than"),
        "test_<=": _("is at most"),
        "test_>": _("is more than"),
        "test_>=": _("is at least"),
        "test_yes": _("is answered, or yes"),
        "test_no": _("is not answered, or no"),
        "test_one_of": _("is one of (separate with commas)"),
        "test_holds": _("holds"),
    }
