"""Finding cases by the words of their subjects."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflows.engine.words import WORD_LENGTH, is_reference, words_of
from workflows.models.cases import Case

#: so many cases are read at once and put in order; of more, the list meets some soon
FEW = 3000


class CaseWordQuerySet(models.QuerySet["CaseWord"]):
    def beginning_with(self, beginning: str) -> Self:
        """Words that begin so. Served by the index on both databases."""
        if connection.vendor == "sqlite":  # orders by code; its LIKE uses no index
            return self.filter(word__gte=beginning, word__lt=f"{beginning}\U0010ffff")
        return self.filter(word__startswith=beginning)


class CaseWord(models.Model):
    """
    One word of a case's subject, in lower case. Personal data may be in it.

    Written by `workflows.actions.search`; erasing a person deletes the case's words.
    """

    pk = models.CompositePrimaryKey("case_id", "word")
    case = models.ForeignKey(
        Case, on_delete=models.CASCADE, related_name="words", db_index=False
    )
    word = models.CharField(max_length=WORD_LENGTH)

    objects: ClassVar[CaseWordQuerySet] = CaseWordQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("word of a case")
        verbose_name_plural = _("words of cases")
        indexes = [
            models.Index(
                fields=["word", "case"],
                name="case_word",
                opclasses=["varchar_pattern_ops", "int8_ops"],
            )
        ]

    def __str__(self) -> str:
        return str(self.case_id)


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a text finds."""

    condition: Q
    #: in more than `FEW` cases: too many to be put in order, or to be counted
    is_broad: bool = False


def found_by(text: str, *, case: str) -> Found:
    """
    Return the condition that the text finds the case.

    Every word of it must begin a word of the subject. A reference, with or without
    its prefix, finds its case. Of other words the longest is looked up first, in one
    query: no database guesses well how many words have a beginning, and one that
    guesses wrong reads the whole list for a handful of cases.

    :param case: the path from the row to its case, for instance "case" or "pk"
    """
    words = words_of(text)
    if not words:
        return Found(condition=Q(pk__in=[]))
    sought: list[Any] = [_of_reference(word) for word in words if is_reference(word)]
    texts = sorted((word for word in words if not is_reference(word)), key=len)
    is_broad = False
    if texts and not sought:
        longest = _of_word(texts.pop())
        few = list(longest.values_list("case_id", flat=True)[: FEW + 1])
        is_broad = len(few) > FEW
        sought.append(longest if is_broad else few)
    sought.extend(map(_of_word, texts))
    condition = Q()
    for cases in sought:
        condition &= Q(**{f"{case}__in": cases})
    return Found(condition=condition, is_broad=is_broad)


def _of_word(word: str) -> models.QuerySet[CaseWord, Any]:
    return CaseWord.objects.beginning_with(word).values("case_id")


def _of_reference(word: str) -> models.QuerySet[Case, Any]:
    number = word.upper()
    whole = f"{settings.REFERENCE_PREFIX}-{number}"
    return Case.objects.filter(reference__in=[number, whole]).values("pk")
