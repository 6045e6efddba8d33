"""Moving one case to another version of its workflow, with a look before it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.admin import messages

from workflows.actions.actors import Actor
from workflows.actions.pinning import migrate_case, preflight
from workflows.desk.addresses import case_url
from workflows.desk.case_views import OfCase
from workflows.desk.moving_forms import MovingForm
from workflows.desk.obstacle_words import ObstacleWords
from workflows.desk.staff import asking
from workflows.errors import WorkflowError
from workflows.models import WorkflowVersion
from workflows.models.cases import MAY_MIGRATE


class MovingView(OfCase):
    """What is in the way of the move, and the button where nothing is."""

    template_name = "workflows/desk/moving.html"
    header_icon = "order"
    page_title = _("Move to another version")

    def get_page_title(self) -> str:
        return str(self.page_title)

    def get(self, request: HttpRequest, case_id: int) -> HttpResponse:
        return self.page(request.GET)

    def post(self, request: HttpRequest, case_id: int) -> HttpResponse:
        form, seen = self.form(request.POST), request.POST.get("revision", "")
        if form is None or not seen.isdecimal():
            return self.page(request.POST, status=422)
        source = self.case.workflow_version
        try:
            migrate_case(
                case_id=self.case.pk,
                source=source,
                target=form.target,
                stages=form.stages,
                actor=Actor.person(asking(request)),
                at=timezone.now(),
                expected_revision=int(seen[:9]),
            )
        except WorkflowError as refusal:
            words = ObstacleWords(source, form.target)
            messages.error(request, words.refusal(refusal))
            return self.page(request.POST, status=refusal.status)
        done = gettext("The case goes on in version %(number)s.")
        messages.success(request, done % {"number": form.target.number})
        return HttpResponseRedirect(case_url(self.case.pk))

    def form(self, data: QueryDict) -> MovingForm | None:
        """
        Return the form; none where there is no other version.

        :raises PermissionDenied: for those who may not move cases
        """
        if not asking(self.request).has_perm(MAY_MIGRATE):
            raise PermissionDenied
        here = self.case.workflow_version
        others = WorkflowVersion.objects.filter(workflow=here.workflow_id)
        targets = list(others.exclude(pk=here.pk).newest_first().defer("spec"))
        if not targets:
            return None
        stage = [self.case.stage]
        return MovingForm(data.dict(), source=here, targets=targets, stages=stage)

    def page(self, data: QueryDict, *, status: int = 200) -> HttpResponse:
        """Return the page for the version that is asked for."""
        form = self.form(data)
        context = self.get_context_data(form=form, obstacles=self.obstacles(form))
        response: HttpResponse = self.render_to_response(context, status=status)
        return response

    def obstacles(self, form: MovingForm | None) -> list[str]:
        """Return everything that is in the way, in words."""
        if form is None:
            return []
        words = ObstacleWords(self.case.workflow_version, form.target)
        found = preflight(case=self.case, target=form.target, stages=form.stages)
        return [words.sentence(one) for one in found]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "number": self.case.workflow_version.number,
        }
