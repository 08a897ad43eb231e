"""What operations cost, beside peers and floors measured in the same run: `python -m benchmarks`."""
