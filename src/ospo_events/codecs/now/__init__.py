"""Now and next: what screens show."""
