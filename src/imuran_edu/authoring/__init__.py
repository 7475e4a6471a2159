"""Is everything in step: register, banks, schema, lessons, built assignments?"""

from imuran_edu.authoring.check import check_course

__all__ = ["check_course"]
