"""Questions as templates: the same question with other numbers for each copy of an assignment.

A template names its numbers (`variants`) and puts `{{=expressions}}` of them into its texts. The
numbers of one copy are a *row*. `imuran-edu build` draws the rows and works out every expression of
each, so a page and the grader only put values in. Row 0 is the question as it was first written.
"""
