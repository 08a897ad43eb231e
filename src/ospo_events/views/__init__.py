"""Views: pure functions of the model."""
