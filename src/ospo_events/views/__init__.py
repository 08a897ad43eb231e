"""Views: what is shown of an event, as pure functions of the model."""
