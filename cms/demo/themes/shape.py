"""What a theme of the demo programme is written as."""

from collections.abc import Sequence

#: title, responsible, indicator, what the latest review found
Measure = tuple[str, str, str, str]
#: title, why it matters, commitments, measures
Theme = tuple[str, str, Sequence[str], Sequence[Measure]]
