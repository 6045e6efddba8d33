"""The site: pages, settings, URLs. The outermost layer; nobody imports it."""
