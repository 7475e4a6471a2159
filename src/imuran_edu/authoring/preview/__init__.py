"""Questions as a student sees them, beside what only their author knows: `imuran-edu preview`."""
