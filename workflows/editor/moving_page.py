"""Moving the cases of one version to another, a batch at a time, after a look."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from workflows.actions.actors import Actor
from workflows.actions.relocations import BATCH, Batch, Relocation, relocate
from workflows.desk.moving_forms import MovingForm, version_name
from workflows.desk.obstacle_words import ObstacleWords
from workflows.desk.staff import asking
from workflows.editor.version_pages import DefinitionPage
from workflows.models import Case, WorkflowVersion
from workflows.models.cases import MAY_MIGRATE

#: cases that cannot move and are named, in one list
SHOWN = 50


class MovingPage(DefinitionPage):
    """From one version to another: who can move, who cannot and why, and doing it."""

    template_name = "workflows/definitions/moving.html"
    header_icon = "order"

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not asking(request).has_perm(MAY_MIGRATE):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_page_title(self) -> str:
        return _("Move cases")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**kwargs))

    @cached_property
    def versions(self) -> list[WorkflowVersion]:
        return list(self.definition.versions.newest_first().defer("spec"))

    @cached_property
    def source(self) -> WorkflowVersion:
        """Return the version that is asked for, or else the one before the newest."""
        asked = self.data.get("from", "")
        before = self.versions[1:]
        found = (one for one in self.versions if str(one.number) == asked)
        return next(found, before[0])

    @property
    def data(self) -> dict[str, str]:
        return (self.request.POST or self.request.GET).dict()

    @property
    def references(self) -> list[str]:
        return self.data.get("references", "").split()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["versions_url"] = self.address("versions")
        if len(self.versions) > 1:
            context |= self.looked()
        return context

    def looked(self) -> dict[str, Any]:
        """Return the form, what was just done if anything, and what is left to do."""
        running = Case.objects.open().filter(workflow_version=self.source)
        mine = running.visible_to(asking(self.request))
        form = self.form(mine)
        relocation = self.relocation(form)
        words = ObstacleWords(self.source, form.target)
        batch = self.done(relocation) if self.data.get("do") == "move" else None
        findings = relocation.survey()
        stuck = [one for one in findings if one.obstacles]
        return {
            "form": form,
            "source": self.source,
            "sources": [(one.number, version_name(one)) for one in self.versions],
            "references": "\n".join(self.references),
            "size": BATCH,
            "batch": batch,
            "refused": [
                (reference, words.refusal(why)) for reference, why in batch.refused
            ]
            if batch
            else [],
            "movable": len(findings) - len(stuck),
            "stuck": len(stuck),
            "reasons": [
                (one, [words.sentence(obstacle) for obstacle in one.obstacles])
                for one in stuck[:SHOWN]
            ],
            "shown": SHOWN,
            "unseen": running.count() - mine.count(),
        }

    def form(self, cases: Any) -> MovingForm:
        others = [one for one in self.versions if one.pk != self.source.pk]
        stages = sorted(set(cases.values_list("stage", flat=True)))
        return MovingForm(self.data, source=self.source, targets=others, stages=stages)

    def relocation(self, form: MovingForm) -> Relocation:
        return Relocation(
            source=self.source,
            target=form.target,
            stages=form.stages,
            references=self.references,
            actor=Actor.person(asking(self.request)),
        )

    def done(self, relocation: Relocation) -> Batch:
        """Move the next batch."""
        after = self.data.get("after", "")
        last = int(after[:18]) if after.isdecimal() else 0
        return relocate(relocation, after=last, at=timezone.now())
