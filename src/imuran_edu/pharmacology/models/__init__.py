"""Equations of the drug: a teaching model, never for dosing a patient. No plots, no widgets."""
