"""Conference programmes as data."""
