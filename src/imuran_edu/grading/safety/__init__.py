"""What may be touched of a submission, and how its text is made inert."""
