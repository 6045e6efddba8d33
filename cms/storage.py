"""Where files lie that are handed out only after a permission check."""

from typing import Any

from django.core.files.storage import FileSystemStorage


class StorageAway(OSError):
    """What keeps the files does not answer, or refuses; try again later."""


class PrivateFileStorage(FileSystemStorage):
    """
    Files without any address, readable by the server's user alone.

    Django's own class takes `base_url=None` for MEDIA_URL, so a template that
    printed `file.url` would publish where a private file would be looked for.
    """

    base_url = None  # type: ignore[assignment]

    def __init__(self, **options: Any) -> None:
        super().__init__(
            file_permissions_mode=0o600, directory_permissions_mode=0o700, **options
        )
