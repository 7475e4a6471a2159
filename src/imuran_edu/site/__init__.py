"""The course without a server: a folder of static pages that ask, answer and keep by themselves."""
