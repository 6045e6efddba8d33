"""The kinds of report that are about pages of the site."""
