"""`lti.yaml` and the key: what is wrong is told by line, and a key that others can read is none."""

import json
import os

import pytest

from imuran_edu.core import InputError
from imuran_edu.grading.nbgrader.course import GradingError
from imuran_edu.grading.passback.command import make_key
from imuran_edu.grading.passback.settings import load_settings, read_key

GOOD = """\
client_id: abc
token_url: https://lms.example/token
line_items: https://lms.example/2/lineitems?type_id=1
members: https://lms.example/2/members
"""


def test_what_the_platform_shows_is_enough(tmp_path):
    (tmp_path / "lti.yaml").write_text(GOOD)
    found = load_settings(tmp_path)
    assert found.key == tmp_path / "lti-key.pem" and found.name == "user_id"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("https://lms.example/token", "http://lms.example/token"), "lti.yaml:2: "),
        (GOOD + "name: nickname\n", "lti.yaml:5: "),
        (GOOD + "name: custom_login\n", "'resource_link'"),
        (GOOD + "columns: {mechanism: 7}\n", "lti.yaml:5: "),
        (GOOD + "secret: x\n", "lti.yaml:5: "),
        (GOOD.replace("client_id: abc\n", ""), "client_id"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path, text, said):
    (tmp_path / "lti.yaml").write_text(text)
    with pytest.raises(InputError) as caught:
        load_settings(tmp_path)
    assert said in str(caught.value)


def test_a_course_without_it_is_told_where_the_guide_has_one(tmp_path):
    with pytest.raises(GradingError, match="the guide has one: 'Back to the platform'"):
        load_settings(tmp_path)


def test_the_key_is_made_once_and_only_its_public_half_is_shown(tmp_path, capsys):
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    assert make_key(tmp_path) == 0
    key = tmp_path / "lti-key.pem"
    text = key.read_text()
    shown = capsys.readouterr().out
    assert "BEGIN PUBLIC KEY" in shown and "PRIVATE KEY-" not in shown
    assert not set(text.splitlines()[1:-1]) & set(shown.splitlines())
    known = json.loads(shown.splitlines()[-1])
    assert (known["kty"], known["alg"]) == ("RSA", "RS256") and "d" not in known and known["kid"]
    assert make_key(tmp_path) == 0 and key.read_text() == text
    assert read_key(key) == text


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_a_key_that_others_can_read_is_refused(tmp_path):
    key = tmp_path / "lti-key.pem"
    key.write_text("-----BEGIN PRIVATE KEY-----\n")
    key.chmod(0o640)
    with pytest.raises(GradingError, match="others can read this key; chmod 600"):
        read_key(key)


@pytest.mark.parametrize("text", ["", "-----BEGIN PUBLIC KEY-----", "BEGIN ENCRYPTED PRIVATE KEY"])
def test_what_is_no_private_key_is_refused(tmp_path, text):
    key = tmp_path / "lti-key.pem"
    key.write_text(text)
    key.chmod(0o600)
    with pytest.raises(GradingError, match="no private key in PEM"):
        read_key(key)
