"""Figures and sliders of the drug. Only this room and `models` know any pharmacology."""

from imuran_edu.explorers.show import figure

__all__ = ["figure"]
