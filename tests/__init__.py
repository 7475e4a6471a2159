"""The tests of the course."""

import yaml

# what tests write as YAML, `read_yaml` must read: it refuses aliases
yaml.SafeDumper.ignore_aliases = lambda *_: True
