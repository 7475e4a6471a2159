"""Many submissions in one run: grade them, write their feedback, share the work."""
