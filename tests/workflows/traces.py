"""Words typed as personal data, and wherever one of them can be found."""

from collections.abc import Iterator

from django.core.files.storage import Storage
from django.db import connection

from workflows.models.drafts import private_storage

#: one word for each way in which personal data comes in; found wherever it stays
TYPED = {
    "title": "Merkkiotsikko",
    "proposal": "Merkkiehdotus",
    "effect": "Merkkivaikutus",
    "name": "Merkkinimi",
    "home_municipality": "Merkkikunta",
    "email": "merkkiposti@example.org",
    "area": "Merkkialue",
}
FILE, FILE_NAME = b"%PDF-1.7 Merkkisisalto", "Merkkitiedosto.pdf"


def dumped() -> Iterator[str]:
    """Yield every cell of every table, as text in lower case."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for cell in row:
                    found = bytes(cell) if isinstance(cell, memoryview) else cell
                    yield f"{table}: {found!r}".lower()


def stored(storage: Storage, folder: str = "") -> Iterator[bytes]:
    """Yield the content of every private file."""
    folders, files = storage.listdir(folder)
    for name in files:
        with storage.open(f"{folder}/{name}".lstrip("/")) as file:
            yield file.read()
    for name in folders:
        yield from stored(storage, f"{folder}/{name}".lstrip("/"))


def traces() -> list[str]:
    files = [repr(content).lower() for content in stored(private_storage())]
    return [cell for cell in [*dumped(), *files] if "merkki" in cell]
