"""The table by which typed answers are read."""

from imuran_edu.questions.reading_table import TARGET, to_json


def test_the_table_is_in_step_with_its_rules() -> None:
    remedy = "run python -m imuran_edu.questions.reading_table, then npm run build in src/"
    assert TARGET.read_text(encoding="utf-8") == to_json(), remedy
