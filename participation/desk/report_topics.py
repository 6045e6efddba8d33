"""Ordering reports on a topic: of which period or meeting, and in which languages."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from participation.actions.issuing import MAY_ISSUE
from participation.actions.orders import AlreadyOrdered, order_report
from participation.actions.reports import find_report
from participation.models import Report
from participation.reports.kinds import registry
from participation.reports.kinds.kind import Kind, NoSuchSubject
from participation.reports.texts import LANGUAGES
from workflows.desk.staff import asking


def topic_url(kind: str, topic: str) -> str:
    """Return the address at which reports on the topic are ordered."""
    return reverse("desk_report_topic", args=[kind, topic])


def topics_for(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the kinds that have topics for the user, each with links to them."""
    offered = [(one, one.topics(asking(request))) for one in registry.kinds()]
    return [
        {
            "label": capfirst(str(kind.label)),
            "topics": [(topic_url(kind.key, key), title) for key, title in topics],
        }
        for kind, topics in offered
        if topics
    ]


class TopicForm(forms.Form):
    """Which of the topic's subjects is reported, and in which languages."""

    subject = forms.ChoiceField()
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        help_text=_(
            "Each language is a report of its own. What is written on the page stays "
            "in its language where it has not been translated."
        ),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, sent: Any = None, *, kind: Kind[Any], subjects: list[tuple[str, str]]
    ) -> None:
        super().__init__(
            sent, label_suffix="", initial={"languages": _own(kind, subjects)}
        )
        self.fields["subject"].label = kind.choice
        self.fields["subject"].choices = subjects  # type: ignore[attr-defined]
        self.fields["languages"].choices = _languages()  # type: ignore[attr-defined]


class TopicPage(WagtailAdminTemplateMixin, TemplateView):
    """
    The form for reports on one topic, drafts of them, and what has been issued.

    `preview` of what is sent names the language in which a draft is wanted.
    """

    template_name = "participation/desk/report_topic.html"
    page_title = _("Make a report")
    header_icon = "doc-full-inverse"

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """
        Answer those who may issue reports on this topic.

        :raises PermissionDenied: if the user may not issue reports
        :raises Http404: if there is no such topic, or none that is the user's
        """
        if not request.user.has_perm(MAY_ISSUE):
            raise PermissionDenied
        try:
            self.kind = registry.kind(kwargs["kind"])
            theirs = dict(self.kind.topics(asking(request)))
            self.topic_title = theirs[kwargs["topic"]]
            self.subjects = self.kind.subjects_of(kwargs["topic"], at=timezone.now())
        except (KeyError, NoSuchSubject):
            raise Http404 from None
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        draft = request.POST.get("preview", "")
        sent = request.POST.copy()
        if draft:  # a draft needs no choice of languages
            sent.setlist("languages", [draft])
        form = self._form(sent)
        if not form.is_valid():
            context = self.get_context_data(form=form)
            refused: HttpResponse = self.render_to_response(context, status=422)
            return refused
        subject, languages = (
            form.cleaned_data["subject"],
            form.cleaned_data["languages"],
        )
        if draft:
            wanted = {"kind": self.kind.key, "subject": subject, "language": draft}
            return redirect(f"{reverse('desk_report_preview')}?{urlencode(wanted)}")
        for language in languages:
            self._order(request, subject, language)
        return redirect("desk_report_orders")

    def _order(self, request: HttpRequest, subject: str, language: str) -> None:
        wanted = {"kind": self.kind.key, "subject": subject, "language": language}
        name = get_language_info(language)["name_translated"]
        try:
            order_report(
                **wanted,
                user=asking(request),
                at=timezone.now(),
                replaces=find_report(**wanted),
            )
        except AlreadyOrdered:
            text = gettext("This report is being made already: %(language)s.")
            messages.error(request, text % {"language": name})
        else:
            text = gettext("The report is being made: %(language)s.")
            messages.success(request, text % {"language": name})

    def _form(self, sent: Any = None) -> TopicForm:
        return TopicForm(sent, kind=self.kind, subjects=self.subjects)

    def get_page_title(self) -> str:
        return str(self.page_title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            "form": self._form() if self.subjects else None,
            **super().get_context_data(**kwargs),
            "kind": capfirst(str(self.kind.label)),
            "topic": self.topic_title,
            "languages": _languages(),
            "issued": self._issued(),
        }

    def _issued(self) -> list[dict[str, Any]]:
        """Return what stands of the topic's subjects, in their order."""
        titles = dict(self.subjects)
        order = list(titles)
        reports = Report.objects.current().visible_to(asking(self.request))
        found = reports.filter(kind=self.kind.key, subject__in=order)
        return [
            {
                "report": one,
                "title": titles[one.subject],
                "language": get_language_info(one.language)["name_translated"],
            }
            for one in sorted(
                found, key=lambda one: (order.index(one.subject), one.language)
            )
        ]


def _languages() -> list[tuple[str, str]]:
    return [(one, get_language_info(one)["name_translated"]) for one in LANGUAGES]


def _own(kind: Kind[Any], subjects: list[tuple[str, str]]) -> list[str]:
    """Return the languages in which the latest subject was written."""
    if not subjects:
        return []
    found = kind.find(subjects[0][0])
    return [
        language
        for language in kind.languages(found)
        if not kind.about(found, language=language).text_language
    ]
