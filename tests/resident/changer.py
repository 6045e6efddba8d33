"""A submitter who changes what was sent."""

from django.test import Client
from django.urls import reverse

from workflows.effects.status_links import status_token
from workflows.models import Case

NEW = "Terveysaseman pihalle tarvitaan viisi penkkiä kyytiä odottaville."


class Changer:
    """A submitter's browser at the pages behind the status link of a case."""

    def __init__(self, case: Case) -> None:
        self.client, self.case = Client(), case
        self.home = reverse("workflows:status", args=[status_token(case)])

    def begin(self, transition: str = "revise"):
        response = self.client.post(f"{self.home}start/", {"transition": transition})
        if response.status_code == 302:
            self.form = response["Location"].rsplit("/", 2)[0]
        return response

    def post(self, step: str, **typed):
        prefix = f"draft{self.form.rsplit('/', 1)[1].replace('-', '')}"
        data = {f"{prefix}-current_step": step} | {
            key if key in {"remove", "upload"} else f"{step}-{key}": value
            for key, value in typed.items()
        }
        return self.client.post(f"{self.form}/{step}/", data)

    def get(self, step: str):
        return self.client.get(f"{self.form}/{step}/")

    def propose(self, text: str = NEW, title: str = "Penkkejä pihalle"):
        return self.post("proposal", title=title, proposal=text)

    def send(self):
        return self.client.post(f"{self.form}/check/")


def again(case: Case) -> Case:
    return Case.objects.select_related("submission").get(pk=case.pk)


def page_of(response) -> str:
    return response.content.decode()
