"""The explorers of the lessons: a YAML file with words and controls, and a module with the view."""
