"""The engine of forms and cases. It never knows what a case is about."""
