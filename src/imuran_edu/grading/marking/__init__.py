"""Mark written answers: one question across all students, on a page of this machine."""
