"""What the readers of the programme systems share: documents, findings, nodes, ids, kinds, times and agents."""
