"""The code printed on a report, by which its original is found."""

from django.utils.crypto import salted_hmac

#: no letter or digit that could be read as another
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_GROUP = 4


def report_code(*, kind: str, subject: str, language: str, edition: int = 1) -> str:
    """
    Return the code of that edition of the report, always the same one.

    Derived from the subject's lasting name and the secret key: not guessable, and a
    rendering that is tried again prints the same code.
    """
    name = f"{subject}:{kind}:{language}:{edition}"
    number = int.from_bytes(salted_hmac("participation.reports.codes", name).digest())
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return _grouped("".join(letters))


def read_code(typed: str) -> str:
    """Return the code as we keep it, however it was typed; nonsense gives nonsense."""
    letters = [letter for letter in typed.upper() if letter.isalnum()]
    return _grouped("".join(letters)[: 2 * LENGTH])


def _grouped(letters: str) -> str:
    return "-".join(
        letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP)
    )
