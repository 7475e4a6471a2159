"""What experienced item writers would say of a bank: `imuran-edu lint`."""

from imuran_edu.authoring.lint.rule import Finding, Rule, Severity, all_rules
from imuran_edu.authoring.lint.run import lint_course

__all__ = ["Finding", "Rule", "Severity", "all_rules", "lint_course"]
