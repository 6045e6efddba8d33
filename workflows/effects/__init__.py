"""The outbox: what is done after an event, once, whatever dies in between."""
