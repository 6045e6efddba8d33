"""The people who sign in. Below every other layer; named only as AUTH_USER_MODEL."""
