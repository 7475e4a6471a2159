"""The script's types are those that Python declares."""

from imuran_edu.widgets.protocol import typescript
from tests.courses import ROOT


def test_the_types_of_the_script_are_in_step() -> None:
    remedy = "run python -m imuran_edu.widgets.protocol, then npm run build in src/"
    target = ROOT / "src" / "imuran_edu" / "widgets" / "js" / "generated" / "protocol.ts"
    assert target.read_text(encoding="utf-8") == typescript(), remedy
