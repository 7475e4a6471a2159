"""The only package that imports nbgrader: its configuration, steps, gradebook and patches."""
