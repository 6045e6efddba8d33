"""Blocks of what follows a transition: mails, other effects, built-in deeds."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wagtail.blocks import BlockGroup

from workflows.editor.leaves import LEFT_OUT, Truth, Words
from workflows.editor.parts import Kinds, OneOfKinds, Part, PartList
from workflows.editor.reference_leaves import Reference
from workflows.editor.trouble import Trouble

MAIL = "mail"


class EffectPart(Part):
    """What every effect has."""

    after = Reference(
        _("Only after"), "effect", help_text=_("What must be done first, if anything.")
    )
    in_order = Truth(
        _("In the order of the case"),
        help_text=_("Waits until everything earlier of the same case is done."),
    )


class MailEffect(EffectPart):
    """A mail to the submitter."""

    mail = Reference(_("Which mail"), "mail", starred=True)
    fixed: ClassVar = {"kind": MAIL}

    class Meta:
        icon = "mail"
        label = _("Send a mail to the submitter")
        label_format = "{mail}"
        form_layout = BlockGroup(children=["mail"], settings=["after", "in_order"])

    def to_spec(self, value: Any) -> Any:
        spec = super().to_spec(value)
        mail = spec.pop("mail", None)
        return {**spec, "params": {"mail": mail}} if mail else spec

    def from_spec(self, spec: Any) -> Any:
        params = spec.get("params")
        mail = params.get("mail", LEFT_OUT) if isinstance(params, Mapping) else LEFT_OUT
        return super().from_spec({**spec, "mail": mail})

    def errors(self, value: Any, trouble: Trouble) -> ValidationError | None:
        return super().errors(value, trouble.lifted("params"))


class ParamPart(Part):
    """One parameter of an effect."""

    name = Words(_("Name"), starred=True)
    value = Words(_("Value"), starred=True)

    class Meta:
        label = _("Detail")
        label_format = "{name}: {value}"


class OtherEffect(EffectPart):
    """Anything else that the site can do."""

    kind = Reference(_("What"), "effect", starred=True, always=True)
    params = PartList(ParamPart(), label=_("Details"), required=False)

    class Meta:
        icon = "cogs"
        label = _("Do something else")
        label_format = "{kind}"
        form_layout = BlockGroup(
            children=["kind", "params"], settings=["after", "in_order"]
        )

    def to_spec(self, value: Any) -> Any:
        spec = super().to_spec(value)
        params = {
            one.get("name", ""): one.get("value", "") for one in spec.pop("params", ())
        }
        return {**spec, "params": params} if params else spec

    def from_spec(self, spec: Any) -> Any:
        params = spec.get("params")
        named = params if isinstance(params, Mapping) else {}
        listed = [{"name": name, "value": value} for name, value in named.items()]
        return super().from_spec({**spec, "params": listed})

    def errors(self, value: Any, trouble: Trouble) -> ValidationError | None:
        names = [one.get("name") for one in value.get("params", ())]
        params = trouble.parts.get("params", Trouble())
        placed = {
            str(names.index(name)) if name in names else name: part
            for name, part in params.parts.items()
        }
        parts = {**trouble.parts, "params": Trouble(params.messages, placed)}
        return super().errors(value, Trouble(trouble.messages, parts))


class EffectKinds(Kinds):
    """What follows, in order."""

    mail = MailEffect()
    other = OtherEffect()

    def kind_of(self, spec: Mapping[str, Any]) -> str:
        params = spec.get("params") or {}
        only_mail = spec.get("kind") == MAIL and set(params) <= {"mail"}
        return "mail" if only_mail else "other"


class DeedPart(Part):
    """Something built in that a transition does; its children are the parameters."""

    def to_spec(self, value: Any) -> Any:
        spec = super().to_spec(value)
        params = {key: spec[key] for key in spec if key not in self.fixed}
        return {**self.fixed, **({"params": params} if params else {})}

    def from_spec(self, spec: Any) -> Any:
        given = spec if isinstance(spec, Mapping) else {}
        params = given.get("params")
        return super().from_spec(params if isinstance(params, Mapping) else {})

    def errors(self, value: Any, trouble: Trouble) -> ValidationError | None:
        return super().errors(value, trouble.lifted("params"))


class ExtendDeed(DeedPart):
    deadline = Reference(_("Which deadline"), "deadline", starred=True)
    fixed: ClassVar = {"kind": "extend"}

    class Meta:
        icon = "time"
        label = _("Extend a deadline")


class MergeDeed(DeedPart):
    field = Reference(_("Question that names the leading case"), "field", starred=True)
    fixed: ClassVar = {"kind": "merge"}

    class Meta:
        icon = "link"
        label = _("Merge into another case")


class SplitDeed(DeedPart):
    procedure = Reference(_("Where the second case begins"), "procedure")
    fixed: ClassVar = {"kind": "split"}

    class Meta:
        icon = "duplicate"
        label = _("Split into a second case")


class LinkDeed(DeedPart):
    field = Reference(_("Question that names the other case"), "field", starred=True)
    fixed: ClassVar = {"kind": "link"}

    class Meta:
        icon = "link"
        label = _("Link with another case")


class RetypeDeed(DeedPart):
    procedure = Reference(_("Channel in which it goes on"), "procedure", starred=True)
    fixed: ClassVar = {"kind": "retype"}

    class Meta:
        icon = "order"
        label = _("Move to another channel, keeping the time of arrival")


class DeedKinds(OneOfKinds):
    """At most one deed."""

    extend = ExtendDeed()
    merge = MergeDeed()
    split = SplitDeed()
    link = LinkDeed()
    retype = RetypeDeed()

    def kind_of(self, spec: Mapping[str, Any]) -> str:
        kind = str(spec.get("kind", ""))
        return kind if kind in self.child_blocks else ""
