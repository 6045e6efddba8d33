"""A site that is killed over and over while people use it, and what must hold then."""
