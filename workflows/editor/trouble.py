"""Problems of a definition as a tree, to be shown at the inputs that caused them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from workflows.editor.problem_words import in_words
from workflows.engine.codec import Problem


@dataclass
class Trouble:
    """What is wrong with one part of a definition and with the parts inside it."""

    messages: list[str] = field(default_factory=list)
    parts: dict[str, "Trouble"] = field(default_factory=dict)

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> "Trouble":
        """Sort the problems by the steps of their pointers."""
        root = cls()
        for problem in problems:
            place = root
            for step in problem.path.split("/")[1:]:
                name = step.replace("~1", "/").replace("~0", "~")
                place = place.parts.setdefault(name, cls())
            place.messages.append(in_words(problem))
        return root

    def lifted(self, name: str) -> "Trouble":
        """Return the same with what is inside the named part one step higher."""
        inner = self.parts.get(name, Trouble())
        rest = {key: part for key, part in self.parts.items() if key != name}
        return Trouble([*self.messages, *inner.messages], {**rest, **inner.parts})

    def everything(self) -> list[str]:
        """Return every message, of the part itself and of what is inside it."""
        return [
            *self.messages,
            *(one for part in self.parts.values() for one in part.everything()),
        ]

    def in_list(self, size: int) -> "tuple[dict[int, Trouble], list[str]]":
        """Return the trouble of each item by its index, and what is no item's."""
        items = {
            int(name): part
            for name, part in self.parts.items()
            if name.isdecimal() and int(name) < size
        }
        rest = [
            one
            for name, part in self.parts.items()
            if not (name.isdecimal() and int(name) < size)
            for one in part.everything()
        ]
        return items, [*self.messages, *rest]
