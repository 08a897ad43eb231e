"""Content lines and jCal: what a calendar is made of, whatever it says."""
