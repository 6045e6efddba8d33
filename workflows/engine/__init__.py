"""Plain Python: definitions, routes, decisions, deadlines. Imports no Django."""
