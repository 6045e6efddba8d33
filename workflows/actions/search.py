"""Making a case findable, and no longer so."""

from django.db import transaction

from workflows.engine.words import findable_words
from workflows.models import Case, CaseWord


@transaction.atomic
def index_words(*, case: Case, subject: str) -> None:
    """
    Make the case findable by the words of the subject, and by no others.

    Without a subject it is found by its reference only: so erasure leaves it.
    """
    CaseWord.objects.filter(case=case).delete()
    index_new(case=case, subject=subject)


def index_new(*, case: Case, subject: str) -> None:
    """Make a case findable that was not before. Called by the action that opens it."""
    CaseWord.objects.bulk_create(
        CaseWord(case=case, word=word) for word in findable_words(subject)
    )
