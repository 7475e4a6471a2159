"""nbgrader's configuration of every server of the hub; the instructor's has the course besides."""

import os

c = get_config()  # noqa: F821  (nbgrader provides it)

# what passes between a server and its kernels could be read by every account of the machine
c.KernelManager.transport_encryption = "required"
c.CourseDirectory.course_id = "imuran"
c.CarefulCollect.names_are_accounts = True  # so nobody hands in under another's name
if course := os.environ.get("IMURAN_HUB_COURSE"):
    load_subconfig("nbgrader_config.py", path=course)  # noqa: F821  (traitlets provides it)
if exchange := os.environ.get("IMURAN_HUB_EXCHANGE"):
    c.Exchange.root = exchange
