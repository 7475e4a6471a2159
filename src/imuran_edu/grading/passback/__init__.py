"""Give grades back to a learning platform by LTI 1.3 Assignment and Grade Services."""
