"""What is wrong with a definition, in the language of the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from workflows.editor.condition_words import condition_in_words
from workflows.engine.codec import Problem

_WORDS: dict[str, str | Promise] = {
    "required": _("This is missing."),
    "minLength": _("This is missing."),
    "minItems": _("Add at least one."),
    "maxItems": _("There are too many."),
    "maxLength": _("The text is too long."),
    "pattern": _(
        "Use small letters from a to z, digits and underscores, a letter first."
    ),
    "type": _("Something is missing or of the wrong kind here."),
    "anyOf": _("Something is missing or of the wrong kind here."),
    "enum": _("Choose one of the list."),
    "uniqueItems": _("The same stands here twice."),
    "minimum": _("The number is too small."),
    "maximum": _("The number is too large."),
    "additionalProperties": _("This is unknown here."),
    "missing_translation": _("The text is missing in this language."),
    "duplicate_key": _("The same key is used twice."),
    "duplicate_option": _("The same key is used twice."),
    "unknown_stage": _("There is no such stage. Choose one."),
    "unknown_transition": _("There is no such transition."),
    "unknown_role": _("There is no such role."),
    "missing_role": _("Choose who does this."),
    "unknown_mail": _("Choose one of the mails below."),
    "unknown_effect": _("Nothing of the site can do this."),
    "unknown_field": _("There is no such question."),
    "wrong_type": _("This question is of another kind."),
    "missing_options": _("Add the answers to choose from."),
    "needless_options": _("Only a choice has answers to choose from."),
    "impossible_length": _("No answer is long and short enough for this."),
    "only_for_files": _("Only files have this."),
    "personal_in_public": _("A personal answer would become public by this."),
    "needless_condition": _("A small form has no earlier page to depend on."),
    "reserved_key": _("This key is used by the site itself. Choose another."),
    "key-reused": _(
        "An earlier version had a question of another kind with this key. "
        "Choose another key."
    ),
    "unreachable_stage": _("No way leads here from the first stage."),
    "endless_stage": _("From here no way leads to an end."),
    "statutory_working_days": _("A period of the law is not counted in working days."),
    "not_longer": _("The extended time must be longer than the usual one."),
    "said_by_rule": _("The shared rule says this. Leave this out, or the rule."),
    "unknown_rule": _("No such shared rule is in force."),
    "unknown_deadline": _("There is no such deadline. Choose one."),
    "other_working_days": _("Working days are counted by the Finnish calendar only."),
    "timer_never_runs": _("The deadline does not run in this stage."),
    "needless_timer": _("Only a transition that a deadline sets off has this."),
    "stops_away": _("No deadline of ours runs while another authority has the case."),
    "statutory_pause": _("A period of the law never stands still."),
    "away_is_final": _("Only an end of the case can be with another authority."),
    "no_return": _("Draw the transition by which a returned case is taken back."),
    "never_away": _("Another authority has not had the case before this."),
    "missing_tasks": _("Parallel work needs tasks."),
    "needless_tasks": _("Only parallel work has tasks."),
    "impossible_quorum": _("There are fewer tasks than that."),
    "task_without_end": _("No transition lets this role complete its task."),
    "no_tasks": _("This stage has no tasks to complete."),
    "completing_moves": _(
        "Completing a task is done by a person, and the case stays where it is."
    ),
    "no_way_on": _("No transition “by itself” leads on when enough tasks are done."),
    "may_get_stuck": _(
        "The last transition “by itself” from here must have no condition."
    ),
    "endless_circle": _("A case could go round here for ever without any person."),
    "not_automatic": _("Nothing leads on by itself from this stage."),
    "never_there": _("A case never stays in this stage."),
    "must_move": _("A transition “by itself” must lead to a stage."),
    "needless_role": _("Nobody does this, so no role is needed."),
    "needless_form": _("Nothing is filled in here."),
    "nobody_confirms": _("Only staff can confirm with a second factor."),
    "needless": _("This is not used here."),
    "not_the_submitter": _("Only the submitter can correct the form."),
    "merge_ends": _("A merged case ends: lead it to an end."),
    "retype_moves": _(
        "The case enters the first stage of the other channel: leave the stage empty."
    ),
    "unknown_placeholder": _("The mail has a placeholder that nothing stands for."),
    "not_in_forms": _("Residents know no other cases, so a form can't ask for one."),
    "unstorable": _("This holds a sign or a number that can't be kept."),
    "empty": _("There is no form and no workflow in the file."),
    "const": _("The file is of another version of this system."),
    "not_json": _("The file is not JSON in UTF-8."),
    "too_large": _("The file is too large."),
    "too_deep": _("This is too deep."),
    "no_bundle": _("The file is no form and no workflow of this system."),
}


def in_words(problem: Problem) -> str:
    """Return the sentence for the problem; one without words keeps its own."""
    if problem.code == "bad_condition":
        why = condition_in_words(problem.message)
        return gettext("The condition doesn't work: %(why)s") % {"why": why}
    return str(_WORDS.get(problem.code, problem.message))
