"""The participation programme's themes by language, and how their measures went."""

from collections.abc import Mapping, Sequence

from cms.demo.themes import en, fi, sv
from cms.demo.themes.shape import Theme

#: states of each measure by theme, the latest review first; the same in all languages
STATES: Sequence[Sequence[Sequence[str]]] = (
    (("done", "under_way", "under_way"), ("under_way", "not_started")),
    (("under_way", "under_way"), ("delayed", "under_way")),
    (("done", "under_way"), ("under_way",), ("under_way", "not_started")),
    (("under_way", "under_way", "under_way"), ("not_started",)),
)

THEMES: Mapping[str, Sequence[Theme]] = {
    "fi": fi.THEMES,
    "sv": sv.THEMES,
    "en": en.THEMES,
}
