"""Public participation: channels, outcomes and sealed reports on top of workflows."""
