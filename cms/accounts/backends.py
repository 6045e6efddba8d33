"""Who is signed in, read in one query with what every admin page shows of them."""

from django.contrib.auth.backends import ModelBackend

from cms.accounts.models import User


class ProfiledBackend(ModelBackend):
    """Django's own, which also brings Wagtail's profile: its theme is on each page."""

    def get_user(self, user_id: int) -> User | None:
        found: User | None = (
            User.objects.select_related("wagtail_userprofile")
            .filter(pk=user_id)
            .first()
        )
        return found if found and self.user_can_authenticate(found) else None
