"""The script's types are those that Python declares."""

from imuran_edu.widgets.protocol import TARGET, typescript


def test_the_types_of_the_script_are_in_step() -> None:
    remedy = "run python -m imuran_edu.widgets.protocol, then npm run build in src/"
    assert TARGET.read_text(encoding="utf-8") == typescript(), remedy
