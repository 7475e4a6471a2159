"""The steps of ours in nbgrader's commands, a file each."""
