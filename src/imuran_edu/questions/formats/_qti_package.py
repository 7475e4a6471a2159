"""A QTI package: a manifest, a test with its sections, and a file for each question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from imuran_edu.questions.formats._archive import pack
from imuran_edu.questions.formats._model import Exported, Heading, Loss
from imuran_edu.questions.formats._qti_write import NAMESPACE, Story, as_qti, block, q
from imuran_edu.questions.formats._xml import Element, add
from imuran_edu.questions.interchange import Group, Item


@dataclass(frozen=True)
class Version:
    """What differs between the versions of QTI.

    Attributes:
        suffix: of the package's name.
        manifest: namespace of the manifest.
        item: type of an item among the manifest's resources.
        test: type of a test there.
        change: turns a tree of 2.1 into one of this version.
    """

    suffix: str
    manifest: str
    item: str
    test: str
    change: Callable[[Element], Element]


def package(items: Sequence[Item], heading: Heading, version: Version) -> Exported:
    """Return a package of a bank."""
    exported = Exported({})
    test = etree.Element(q("assessmentTest"), nsmap={None: NAMESPACE})
    test.set("identifier", heading.name)
    test.set("title", heading.title)
    part = add(test, q("testPart"), identifier="all", navigationMode="nonlinear")
    part.set("submissionMode", "individual")
    whole = _section(part, "questions", heading.title)
    trees: dict[str, Element] = {}

    def put(section: Element, item: Item, story: Story | None = None) -> None:
        written = as_qti(item, story)
        trees[item.id] = written.root
        exported.losses.extend(written.losses)
        add(section, q("assessmentItemRef"), identifier=item.id, href=f"items/{item.id}.xml")

    for item in items:
        if not isinstance(item, Group):
            put(whole, item)
            continue
        case = _section(whole, item.id, item.id)
        if item.rationale:
            note = add(case, q("rubricBlock"), view="tutor", class_="rationale")
            block(note, item.rationale)
            exported.losses.append(Loss(item.id, "its rationale is there for tutors alone"))
        for stage in item.sections:
            within = _section(case, f"{item.id}-{stage.id}", stage.title)
            for each in stage.items:
                put(within, each, Story(item, stage.title, stage.story))
    files = {"imsmanifest.xml": _manifest(heading, list(trees), version)}
    files["test.xml"] = _bytes(version.change(test))
    for name, tree in trees.items():
        files[f"items/{name}.xml"] = _bytes(version.change(tree))
    exported.files[f"{heading.name}-{version.suffix}.zip"] = pack(files)
    return exported


def _section(parent: Element, name: str, title: str) -> Element:
    return add(parent, q("assessmentSection"), identifier=name, title=title, visible=True)


def _bytes(root: Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _manifest(heading: Heading, names: Sequence[str], version: Version) -> bytes:
    root = etree.Element(f"{{{version.manifest}}}manifest", nsmap={None: version.manifest})
    root.set("identifier", f"{heading.name}-manifest")
    n = f"{{{version.manifest}}}"
    metadata = add(root, n + "metadata")
    add(metadata, n + "schema", "QTIv2.1 Package" if "2" in version.suffix else "QTI Package")
    add(metadata, n + "schemaversion", "1.0.0" if "2" in version.suffix else "3.0.0")
    add(root, n + "organizations")
    resources = add(root, n + "resources")
    test = add(resources, n + "resource", identifier="test", type=version.test, href="test.xml")
    add(test, n + "file", href="test.xml")
    for name in names:
        add(test, n + "dependency", identifierref=f"item-{name}")
    for name in names:
        path = f"items/{name}.xml"
        resource = add(
            resources, n + "resource", identifier=f"item-{name}", type=version.item, href=path
        )
        add(resource, n + "file", href=path)
    return _bytes(root)
