"""The types of question that a form may ask, by the name definitions use."""

from collections.abc import Mapping

from workflows.engine.form_spec import FIELD_TYPES, FieldSpec
from workflows.forms.choice_fields import ChoicesType, ChoiceType, ConfirmType
from workflows.forms.field_type import FieldType
from workflows.forms.file_fields import FilesType
from workflows.forms.number_fields import DateType, NumberType
from workflows.forms.text_fields import (
    CaseType,
    EmailType,
    LongTextType,
    PhoneType,
    TextType,
)

TYPES: Mapping[str, type[FieldType]] = dict(
    zip(
        FIELD_TYPES,
        (
            TextType,
            LongTextType,
            EmailType,
            PhoneType,
            NumberType,
            DateType,
            ChoiceType,
            ChoicesType,
            ConfirmType,
            FilesType,
            CaseType,
        ),
        strict=True,
    )
)


def field_type(spec: FieldSpec) -> FieldType:
    """Return the type of the question, ready to ask, keep and show it."""
    return TYPES[spec.type](spec)
