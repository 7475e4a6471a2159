"""What may be touched of a submission, how it is copied, and how its text is made inert."""
