"""
The steps of a form: a thin shell around formtools' wizard.

formtools finds the form of a step and calls its parts in order. Everything it is
known to do badly is decided here or beneath: the route and its guard (`Journey`),
what is stored (`DraftStorage`), files (attachments), and that nothing is ever done
by a GET.
"""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from formtools.wizard.views import NamedUrlWizardView

from workflows.actions.draft_files import attach_file, remove_file
from workflows.engine.form_spec import Step
from workflows.engine.texts import say
from workflows.errors import FileRefused
from workflows.forms.journey import Journey
from workflows.forms.steps import StepForm, as_initial
from workflows.views.door import Door

#: in the query of a step's address: came from the check answers page
CHANGE = "change"
#: in the query of a step's address: show what is missing there
MISSING = "missing"


class StepWizard(NamedUrlWizardView):
    """One step of one draft; called with the door, the journey and the step's key."""

    storage_name = "workflows.forms.storage.DraftStorage"
    template_name = "workflows/resident/step.html"
    form_list: Any = [("step", StepForm)]
    journey: Journey
    door: Door

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.door, self.journey = kwargs["door"], kwargs["journey"]
        request.journey = self.journey  # type: ignore[attr-defined]
        self.refusals: dict[str, list[str]] = {}
        keys = [step.key for step in self.journey.form.steps]
        self.form_list = dict.fromkeys(keys, StepForm)
        self.condition_dict = {key: partial(_is_shown, key) for key in keys}
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.journey.may_visit(kwargs["step"]):
            return self._to_first_open()
        response: HttpResponse = super().get(*args, **kwargs)
        return response

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        step = kwargs["step"]
        posted = self.request.POST.get(f"{self.prefix}-current_step")
        if posted != step or not self.journey.may_visit(step):
            return self._to_first_open()
        self.storage.current_step = step
        self._receive_files()
        if detour := self._detour():
            self.journey.save(step, self.get_form(data=self.request.POST))
            return redirect(detour)
        response: HttpResponse = super().post(*args, **kwargs)
        return response

    # --- What formtools asks for ---------------------------------------------------

    def get_prefix(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return f"draft{self.journey.draft.pk.hex}"

    def get_step_url(self, step: str) -> str:
        return self.door.step_url(self.journey.draft, step)

    def get_form(
        self, step: str | None = None, data: Any = None, files: Any = None
    ) -> StepForm:
        spec = self._step(step or self.steps.current)
        if self.request.method != "POST":
            # Nobody is blamed for what they have not sent yet.
            data = (data or {}) if MISSING in self.request.GET else None
        specs = self.journey.questions(spec)
        # formtools' post() needs the list to have been asked for: it deletes the
        # cached one without looking.
        form_class = self.get_form_list()[spec.key]
        form: StepForm = form_class(
            data,
            prefix=spec.key,
            initial=as_initial(self.journey.draft.typed.get(spec.key, {}), specs),
            specs=specs,
            language=self.journey.language,
            attached=self.journey.attached(spec),
            refusals=self.refusals,
        )
        return form

    def process_step(self, form: StepForm) -> StepForm:
        return form

    def process_step_files(self, form: StepForm) -> None:
        return None

    def render(self, form: StepForm, **kwargs: Any) -> HttpResponse:
        if self.request.method != "POST":
            return self._page(form, status=200)
        self.journey.save(self.steps.current, form)
        return self._page(form, status=422)

    def render_next_step(self, form: StepForm, **kwargs: Any) -> HttpResponse:
        if CHANGE in self.request.GET:
            return self._to_first_open(f"?{CHANGE}")
        return redirect(self.get_step_url(self.get_next_step()))

    def render_done(self, form: StepForm, **kwargs: Any) -> HttpResponse:
        return redirect(self.door.check_url(self.journey.draft))

    def get_context_data(self, form: StepForm, **kwargs: Any) -> dict[str, Any]:
        step, language = self._step(self.steps.current), self.journey.language
        context: dict[str, Any] = super().get_context_data(form=form, **kwargs)
        return context | {
            **self.door.context,
            "door": self.door,
            "draft": self.journey.draft,
            "form_title": say(self.journey.form.title, language),
            "step_title": say(step.title, language),
            "step_intro": say(step.intro, language),
        }

    # --- What is ours ----------------------------------------------------------------

    def _page(self, form: StepForm, *, status: int) -> HttpResponse:
        context = self.get_context_data(form=form)
        page: HttpResponse = self.render_to_response(context, status=status)
        return page

    def _receive_files(self) -> None:
        """Keep the posted files at once; remember why some were refused."""
        step = self._step(self.steps.current)
        for spec in self.journey.questions(step):
            if spec.type != "files":
                continue
            for upload in self.request.FILES.getlist(f"{step.key}-{spec.key}"):
                try:
                    attach_file(
                        draft_id=self.journey.draft.pk,
                        spec=spec,
                        upload=upload,
                        at=self.journey.at,
                    )
                except FileRefused as refusal:
                    self.refusals.setdefault(spec.key, []).append(str(refusal))

    def _detour(self) -> str:
        """Do what was asked instead of going on, and return where that leads."""
        posted, here = self.request.POST, str(self.request.get_full_path())
        if self.refusals:
            return ""
        if "remove" in posted:
            self._remove_file(posted["remove"])
            return here
        if "upload" in posted:
            return here
        if "back" in posted:
            before = self.get_prev_step(self.steps.current)
            return self.get_step_url(before) if before else self.door.home_url
        return ""

    def _remove_file(self, posted: str) -> None:
        try:
            attachment_id = UUID(posted)
        except ValueError:
            return
        remove_file(
            draft_id=self.journey.draft.pk,
            attachment_id=attachment_id,
            at=self.journey.at,
        )

    def _step(self, key: str) -> Step:
        step = self.journey.form.step(key)
        assert step is not None  # noqa: S101 - the guard has let only real steps in
        return step

    def _to_first_open(self, query: str = "") -> HttpResponse:
        target = self.journey.first_open()
        if target is None:
            return redirect(self.door.check_url(self.journey.draft))
        return redirect(self.get_step_url(target.key) + query)


def _is_shown(key: str, wizard: StepWizard) -> bool:
    return any(step.key == key for step in wizard.journey.steps())


show_step = StepWizard.as_view(url_name="step", done_step_name="check")
