"""What other software does that the course works around or relies on, without the course.

Each test says which versions were seen. It fails when the software has changed: then the code that
it names can go, or must be looked at again.
"""
