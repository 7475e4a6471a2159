"""Azathioprine: the models of the drug, and the figures and explorers of the lessons."""

from imuran_edu.pharmacology.figure_output import figure

__all__ = ["figure"]
