"""What an actor is to a case."""

from workflows.actions.actors import Actor
from workflows.models import Case, Role


def roles_of(actor: Actor, case: Case) -> frozenset[str]:
    """
    Return the keys of the roles that the actor holds towards the case.

    No query for a case that was read `with_roles_of` the actor.
    """
    if actor.user is None:
        return frozenset()
    known = case.__dict__.get("held_roles")
    if known is None:
        return Role.objects.keys_of(actor.user, case=case)
    return frozenset(known.split())
