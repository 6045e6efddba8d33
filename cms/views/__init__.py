"""Views of the site beside its pages."""
