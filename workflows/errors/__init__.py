"""What the engine refuses, each with a code, an HTTP status and a sentence."""

from workflows.errors.cases import (
    AlreadyErased,
    CannotExtend,
    CannotMigrate,
    CaseBusy,
    CaseStillOpen,
    EndlessWorkflow,
    GuardFails,
    InvalidAnswers,
    NoSuchProcedure,
    NotYourRole,
    RequestKeyReused,
    SameActor,
    StaleCase,
    TaskDone,
    TooLate,
    WrongStage,
)
from workflows.errors.definitions import (
    DefinitionInUse,
    DefinitionRefused,
)
from workflows.errors.drafts import (
    DraftExpired,
    DraftIncomplete,
    DraftMissing,
    DraftSubmitted,
    NothingChanged,
    ProcedureClosed,
)
from workflows.errors.files import (
    FileContentRefused,
    FileEmpty,
    FileNotKept,
    FileRefused,
    FileTooLarge,
    FileTypeRefused,
    TooManyFiles,
)
from workflows.errors.refusals import (
    WorkflowError,
)
from workflows.errors.work import (
    EffectNotOpen,
    NotTheirRole,
    TaskNotOpen,
    TaskTaken,
)

__all__ = [
    "AlreadyErased",
    "CannotExtend",
    "CannotMigrate",
    "CaseBusy",
    "CaseStillOpen",
    "DefinitionInUse",
    "DefinitionRefused",
    "DraftExpired",
    "DraftIncomplete",
    "DraftMissing",
    "DraftSubmitted",
    "EffectNotOpen",
    "EndlessWorkflow",
    "FileContentRefused",
    "FileEmpty",
    "FileNotKept",
    "FileRefused",
    "FileTooLarge",
    "FileTypeRefused",
    "GuardFails",
    "InvalidAnswers",
    "NoSuchProcedure",
    "NotTheirRole",
    "NotYourRole",
    "NothingChanged",
    "ProcedureClosed",
    "RequestKeyReused",
    "SameActor",
    "StaleCase",
    "TaskDone",
    "TaskNotOpen",
    "TaskTaken",
    "TooLate",
    "TooManyFiles",
    "WorkflowError",
    "WrongStage",
]
