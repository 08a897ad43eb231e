"""A programme as tables: CSV, Data Package, XLSX, and one flat sheet of sessions for people."""
