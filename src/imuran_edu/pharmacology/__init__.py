"""Azathioprine: the models of the drug, and the figures and explorers of the lessons."""
