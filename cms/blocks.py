"""What editors put pages together from. Few kinds, each with one purpose."""

from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

#: what rich text may hold; headings are blocks, so that levels stay in order
RICH_TEXT = ["bold", "italic", "link", "document-link", "ol", "ul"]


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=120, label=_("text"))
    level = blocks.ChoiceBlock(
        choices=[("2", _("section")), ("3", _("subsection"))],
        default="2",
        label=_("level"),
    )

    class Meta:
        icon = "title"
        label = _("heading")
        template = "cms/blocks/heading.html"


class FigureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("image"))
    caption = blocks.CharBlock(required=False, max_length=250, label=_("caption"))

    class Meta:
        icon = "image"
        label = _("image")
        template = "cms/blocks/figure.html"


class FactBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=60, label=_("what"))
    value = blocks.CharBlock(max_length=200, label=_("fact"))

    class Meta:
        label = _("fact")


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("title"))
    text = blocks.TextBlock(required=False, label=_("text"))

    class Meta:
        label = _("step")


class ContactBlock(blocks.StructBlock):
    role = blocks.CharBlock(
        max_length=120, label=_("role"), help_text=_("A title, not a name.")
    )
    unit = blocks.CharBlock(required=False, max_length=120, label=_("unit"))
    email = blocks.EmailBlock(required=False, label=_("e-mail address"))
    phone = blocks.CharBlock(required=False, max_length=40, label=_("phone number"))

    class Meta:
        label = _("contact")


class DetailsBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=150, label=_("title"))
    text = blocks.RichTextBlock(features=RICH_TEXT, label=_("text"))

    class Meta:
        icon = "collapse-down"
        label = _("text that opens")
        template = "cms/blocks/details.html"


class BodyBlock(blocks.StreamBlock):
    """The running content of a page."""

    heading = HeadingBlock()
    text = blocks.RichTextBlock(
        features=RICH_TEXT, label=_("text"), template="cms/blocks/text.html"
    )
    image = FigureBlock()
    facts = blocks.ListBlock(
        FactBlock(), icon="table", label=_("facts"), template="cms/blocks/facts.html"
    )
    steps = blocks.ListBlock(
        StepBlock(), icon="list-ol", label=_("steps"), template="cms/blocks/steps.html"
    )
    contacts = blocks.ListBlock(
        ContactBlock(),
        icon="mail",
        label=_("contacts"),
        template="cms/blocks/contacts.html",
    )
    details = DetailsBlock()


class DocumentMaterialBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=150, label=_("title"))
    document = DocumentChooserBlock(label=_("document"))

    class Meta:
        icon = "doc-full"
        label = _("document")


class LinkMaterialBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=150, label=_("title"))
    url = blocks.URLBlock(label=_("address"))

    class Meta:
        icon = "link"
        label = _("link")


class MaterialsBlock(blocks.StreamBlock):
    """What was shown or handed out."""

    document = DocumentMaterialBlock()
    link = LinkMaterialBlock()


class PicturesBlock(blocks.StreamBlock):
    """Pictures of what was made together."""

    picture = FigureBlock()
