"""Every address of ours in the admin, as the resolver knows it."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

OURS = ("workflows", "participation", "cms")


@dataclass(frozen=True)
class Address:
    """A named address and what it takes."""

    name: str
    takes: tuple[str, ...]
    model: type[Model] | None


def addresses() -> list[Address]:
    """Return the addresses under `/admin/` that our packages answer, by name."""
    found = {one.name: one for one in _walk(get_resolver().url_patterns, "", ())}
    return [found[name] for name in sorted(found)]


def _walk(patterns: Any, prefix: str, namespaces: tuple[str, ...]) -> Iterator[Address]:
    for one in patterns:
        here = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            inner = (*namespaces, one.namespace) if one.namespace else namespaces
            yield from _walk(one.url_patterns, here, inner)
        elif here.startswith("admin/") and one.name and _is_ours(one):
            name = ":".join((*namespaces, one.name))
            takes = tuple(one.pattern.regex.groupindex)
            yield Address(name, takes, _model(one))


def _model(pattern: URLPattern) -> type[Model] | None:
    callback = inspect.unwrap(pattern.callback)
    given: dict[str, Any] = getattr(pattern.callback, "view_initkwargs", {})
    view = getattr(pattern.callback, "view_class", None)
    of_admin = getattr(callback, "__self__", None)
    found = [
        given.get("model"),
        *(getattr(one, "model", None) for one in (view, of_admin)),
    ]
    models = (one for one in found if isinstance(one, type) and issubclass(one, Model))
    return next(models, None)


def _is_ours(pattern: URLPattern) -> bool:
    view = getattr(pattern.callback, "view_class", pattern.callback)
    model = _model(pattern)
    of_ours = model is not None and model._meta.app_label in OURS
    return of_ours or view.__module__.split(".")[0] in OURS
