"""Where the course is opened: JupyterLab on a laptop, and a class on JupyterHub."""
