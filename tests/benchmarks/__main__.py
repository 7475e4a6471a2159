"""Run the benchmarks that were named, or all."""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = (
    "importing",
    "modelling",
    "validation",
    "autograding",
    "class_grading",
    "opening",
    "pages",
    "answering",
    "sliding",
    "learning",
    "restoring",
    "checking",
    "previewing",
    "formats",
    "binder",
)


# take options, and another build: python -m tests.benchmarks builds --help
AGAINST = ("builds", "reading", "pages", "measured")


def main() -> None:
    if sys.argv[1:] and sys.argv[1] in AGAINST:
        import_module(f"tests.benchmarks.{sys.argv[1]}").main()
        return
    wanted = sys.argv[1:] or NAMES
    for name in wanted:
        if name not in NAMES:
            sys.exit(f"there is no benchmark '{name}'; there are: {', '.join(NAMES)}")
        print(f"\n== {name}")
        import_module(f"tests.benchmarks.{name}").main()


if __name__ == "__main__":
    main()
