"""The programme as one page of HTML."""
