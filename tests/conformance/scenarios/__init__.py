"""The calls of each scenario, written by reading the scenarios."""
