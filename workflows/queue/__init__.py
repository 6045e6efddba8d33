"""django-q2 as transport."""
