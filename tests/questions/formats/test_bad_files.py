"""Hostile and broken files: refused or read, in one line, within bounds."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imuran_edu.authoring.export_bank import export_bank
from imuran_edu.authoring.import_bank import import_bank
from imuran_edu.core import InputError
from imuran_edu.questions.formats import FormatError, find_format
from imuran_edu.questions.formats._model import MOST_BYTES, MOST_OF_ONE, MOST_TEXT
from imuran_edu.questions.interchange import Text

XML = ("moodle-xml", "qti12", "qti21")
IN = (*XML, "aiken", "gift", "jupyterquiz")
BOMB = """<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><quiz><question type="x">&b;</question></quiz>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<quiz><question type="essay"><name><text>&a;</text></name></question></quiz>"""


@pytest.mark.parametrize("name", XML)
@pytest.mark.parametrize("text", [BOMB, OUTSIDE])
def test_entities_are_refused_with_their_line(name: str, text: str) -> None:
    with pytest.raises(FormatError, match=r"^line 1: declares entities"):
        find_format(name, "read").read(text.encode(), "x.xml")


@pytest.mark.parametrize("name", XML)
def test_half_a_file_is_named_with_its_line(name: str) -> None:
    with pytest.raises(FormatError, match=r"^line 2: is no .*; export the file anew$"):
        find_format(name, "read").read(b"<quiz>\n<question type='x'>", "x.xml")


@pytest.mark.parametrize("name", IN)
def test_a_file_that_is_too_large_is_refused(name: str) -> None:
    with pytest.raises(FormatError, match="larger than 20 MB"):
        find_format(name, "read").read(b" " * (MOST_BYTES + 1), "x")


@pytest.mark.parametrize("name", IN)
@given(data=st.binary(max_size=300))
@settings(max_examples=60)
def test_whatever_it_is_nothing_but_a_format_error_comes(name: str, data: bytes) -> None:
    try:
        find_format(name, "read").read(data, "x")
    except FormatError as error:
        assert "\n" not in str(error)


QTI12 = """<questestinterop><item ident="a"><itemmetadata><qtimetadata><qtimetadatafield>
<fieldlabel>slips</fieldlabel><fieldentry>some</fieldentry></qtimetadatafield></qtimetadata>
</itemmetadata><presentation><response_str ident="r"/></presentation><resprocessing><respcondition>
<conditionvar><varequal respident="r">b</varequal></conditionvar><setvar>100</setvar>
</respcondition></resprocessing></item></questestinterop>"""
QTI21 = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="a"
label="slips=some"><responseDeclaration identifier="R" baseType="string"><correctResponse>
<value>b</value></correctResponse></responseDeclaration><itemBody><p>
<textEntryInteraction responseIdentifier="R"/></p></itemBody></assessmentItem>"""
MOODLE = """<quiz><question type="essay"><name><text>a</text></name>
<graderinfo format="markdown"><text>- **1.2.3, Good**: all</text></graderinfo></question></quiz>"""


@pytest.mark.parametrize(
    ("name", "text"), [("qti12", QTI12), ("qti21", QTI21), ("moodle-xml", MOODLE)]
)
def test_a_note_of_another_program_that_looks_like_ours_is_no_number(name: str, text: str) -> None:
    (item,) = find_format(name, "read").read(text.encode(), "x.xml").items
    assert isinstance(item, Text)
    assert (item.accepted, item.max_typos, item.rubric) == (
        () if name == "moodle-xml" else ("b",),
        0,
        (),
    )


def archive(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "/"), content)
    return target.getvalue()


@pytest.mark.parametrize("name", ["../x.xml", "/x.xml", "a/../../x.xml", "..\\x.xml", "C:/x.xml"])
def test_an_archive_that_leads_out_of_itself_is_refused(name: str) -> None:
    for form in ("qti12", "qti21"):
        with pytest.raises(FormatError, match="leads out of it"):
            find_format(form, "read").read(archive(**{name: b"<a/>"}), "x.zip")


def test_an_archive_that_grows_is_refused_before_it_is_read() -> None:
    packed = archive(**{"a.xml": b" " * (MOST_BYTES + 10)})
    assert len(packed) < 100_000
    with pytest.raises(FormatError, match="holds more than 20 MB"):
        find_format("qti21", "read").read(packed, "x.zip")


@pytest.mark.parametrize("name", ["./", "."])
def test_an_archive_may_name_its_own_folder(name: str) -> None:
    packed = archive(**{name: b"", "imsmanifest.xml": b"<manifest/>", "a.xml": QTI21.encode()})
    assert len(find_format("qti21", "read").read(packed, "x.zip").items) == 1


LONG = "x" * (MOST_OF_ONE + 1)
TOO_LONG = {
    "aiken": f"S\n{LONG}\nA. a\nB. b\nANSWER: A\n\nWhy?\nA. a\nB. b\nANSWER: A\n",
    "gift": f"{LONG}{{=a ~b}}\n\nWhy? {{=a ~b}}",
    "jupyterquiz": f"""[{{"question": "{LONG}"}}, {{"question": "Why?", "type": "string",
"answers": [{{"answer": "a", "correct": true}}]}}]""",
    "moodle-xml": f"""<quiz><question type="essay"><questiontext><text>{LONG}</text></questiontext>
</question><question type="essay"><questiontext><text>Why?</text><file>{LONG}</file></questiontext>
</question></quiz>""",
    "qti12": f"<questestinterop><item><presentation/>{LONG}</item>"
    + QTI12.partition(">")[2].replace("<response_str", "<material/><response_str"),
}


@pytest.mark.parametrize("name", TOO_LONG)
def test_a_question_without_end_is_left_out_and_named(name: str) -> None:
    draft = find_format(name, "read").read(TOO_LONG[name].encode(), "x")
    assert len(draft.items) == 1
    assert "was left out: it is longer than a question may be" in str(draft.losses[0])


@pytest.mark.parametrize("name", ["aiken", "gift", "moodle-xml"])
def test_more_text_than_can_be_read_in_time_is_refused_with_its_line(name: str) -> None:
    stem = "x" * (MOST_OF_ONE - 1000)
    count = MOST_TEXT // len(stem) + 2
    one = {
        "aiken": f"{stem}\nA. a\nB. b\nANSWER: A\n\n",
        "gift": f"{stem} {{}}\n\n",
        "moodle-xml": f"""<question type="essay"><questiontext><text>{stem}</text></questiontext>
</question>""",
    }[name]
    text = one * count
    text = f"<quiz>{text}</quiz>" if name == "moodle-xml" else text
    with pytest.raises(
        FormatError, match=r"^line \d+: there is more text than can be read at once"
    ):
        find_format(name, "read").read(text.encode(), "x")


def test_a_picture_within_a_text_is_left_out_and_its_question_kept() -> None:
    html = f'<p>Why? <img alt="a cell" src="data:image/png;base64,{"A" * 2 * MOST_OF_ONE}=="/></p>'
    file = f"""<quiz><question type="essay"><questiontext format="html"><text><![CDATA[{html}]]>
</text></questiontext></question></quiz>"""
    draft = find_format("moodle-xml", "read").read(file.encode(), "x.xml")
    assert [item.stem for item in draft.items] == [r"Why? \[image: a cell\]"]
    assert "the image 'a cell' was left out" in str(draft.losses[0])


def test_marks_within_marks_without_end_leave_the_words() -> None:
    deep = "<div>" * 1500 + "Why?" + "</div>" * 1500
    file = f"""<quiz><question type="essay"><questiontext format="html"><text><![CDATA[{deep}]]>
</text></questiontext></question></quiz>"""
    draft = find_format("moodle-xml", "read").read(file.encode(), "x.xml")
    assert [item.stem for item in draft.items] == ["Why?"]
    assert "nested too deeply" in str(draft.losses[0])


def test_aiken_of_more_options_than_letters_is_left_out() -> None:
    text = "Stem\n" + "A. a\n" * 100_000 + "ANSWER: A\n\nWhy?\nA. a\nB. b\nANSWER: A\n"
    draft = find_format("aiken", "read").read(text.encode(), "x.txt")
    assert [item.stem for item in draft.items] == ["Why?"]
    assert len(draft.losses) < 40


def test_a_damaged_archive_is_refused() -> None:
    with pytest.raises(FormatError, match="damaged or encrypted"):
        find_format("qti21", "read").read(archive(**{"a.xml": b"<a/>"})[:-30], "x.zip")


@pytest.mark.parametrize(
    ("data", "line"), [(b"Stem\nA. caf\x81\x8d\nB. b\nANSWER: A\n", 2), (b"\xff\xfeA", 1)]
)
def test_a_wrong_encoding_is_named_with_its_line(data: bytes, line: int) -> None:
    with pytest.raises(FormatError, match=f"^line {line}: is not UTF-8 text"):
        find_format("aiken", "read").read(data, "x.txt")


def test_windows_text_is_read() -> None:
    (item,) = find_format("aiken", "read").read(b"Caf\xe9?\nA. a\nB. b\nANSWER: A\n", "x").items
    assert item.stem == "Café?"


def test_a_bank_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "practice").mkdir()
    target = tmp_path / "practice" / "mine-x.yaml"
    target.write_text("mine")
    source = tmp_path / "x.txt"
    source.write_text("Stem {{ra-dose-max}} <b>*\nA. a\nB. b\nANSWER: A\n")
    with pytest.raises(InputError, match="is there already; name another, or use --force"):
        import_bank(source, None, target)
    assert target.read_text() == "mine"
    import_bank(source, None, target, force=True)
    assert r"\{{ra-dose-max}} \<b\>\*" in target.read_text()
    source.write_text("")
    with pytest.raises(InputError, match="is empty"):
        import_bank(source, None, target, force=True)
    source.write_text("nothing")
    for name in ("aiken", "gift", "moodle-xml"):
        with pytest.raises(InputError):
            import_bank(source, name, target, force=True)
    assert "ra-dose-max" in target.read_text()


@pytest.mark.parametrize("name", ["My bank", "", "a--b", "Ä"])
def test_a_bank_needs_a_name_that_a_bank_may_have(tmp_path: Path, name: str) -> None:
    (tmp_path / "practice").mkdir()
    source = tmp_path / "x.txt"
    source.write_text("Stem\nA. a\nB. b\nANSWER: A\n")
    with pytest.raises(InputError, match="small letters, digits and hyphens"):
        import_bank(source, None, tmp_path / "practice" / f"{name}.yaml")
    assert not list((tmp_path / "practice").iterdir())


def test_keys_of_graded_questions_stay_unless_asked_for(tmp_path: Path) -> None:
    from tests.questions.formats.compared import BANKS

    graded = next(path for path in BANKS if path.parent.name == "graded")
    with pytest.raises(InputError, match="is graded, and an export tells its keys"):
        export_bank(graded, "moodle-xml", tmp_path / "out")
    assert not (tmp_path / "out").exists()
    written, _ = export_bank(graded, "moodle-xml", tmp_path / "out", with_keys=True)
    assert all(path.stat().st_size for path in written)
    assert b"CC BY" not in b"".join(path.read_bytes() for path in written)
