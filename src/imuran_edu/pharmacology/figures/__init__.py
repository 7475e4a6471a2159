"""The figures of the lessons: a YAML file each, and a module where the drawing is no scheme."""
