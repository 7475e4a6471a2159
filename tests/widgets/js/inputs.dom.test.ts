import type {
  Answer,
  QuestionView,
} from "../../../src/imuran_edu/widgets/js/generated/protocol.ts";
import { TYPES } from "../../../src/imuran_edu/widgets/js/generated/types.ts";
import type { QuestionControls } from "../../../src/imuran_edu/widgets/js/question_type.ts";

const shown = (id: string) => ({ id, html: `<b>${id}</b>`, text: id });
const lists = {
  options: [shown("a"), shown("b"), shown("c")],
  left: [shown("l1"), shown("l2")],
  right: [shown("r1"), shown("r2"), shown("r3")],
  items: [shown("x"), shown("y"), shown("z")],
  classes: [shown("k1"), shown("k2")],
};
const ANSWERS: Record<string, Answer> = {
  single: "b",
  multiple: ["a", "c"],
  true_false: false,
  numeric: "0.15 g",
  short_text: "thiopurine",
  written: "Two lines\nof text",
  matching: { l2: "r3" },
  categorise: { x: "k2", z: "k1" },
  ordering: ["z", "x", "y"],
};

function drawn(type: string) {
  const told: string[] = [];
  const controls: QuestionControls = {
    describedBy: "stem",
    changed: () => told.push("changed"),
    flush: () => told.push("flush"),
    submit: () => told.push("submit"),
    say: (text) => told.push(text),
  };
  const view: QuestionView = {
    id: "q-one",
    type,
    number: "1",
    points: 1,
    stem: "",
    hints: [],
    version: "v",
    ...lists,
  };
  const input = TYPES.find((each) => each.type === type)?.draw(view, controls);
  if (!input) throw new Error(`no script for ${type}`);
  document.body.replaceChildren(input.node);
  return { input, told };
}

test("every type has an example here", () => {
  expect(TYPES.map(({ type }) => type).sort()).toEqual(Object.keys(ANSWERS).sort());
});

describe.each(Object.entries(ANSWERS))("%s", (type, answer) => {
  test("shows an answer, gives it back, and reports nothing of it", () => {
    const { input, told } = drawn(type);
    expect(input.get() ?? []).toEqual([]);
    input.set(answer);
    expect(input.get()).toEqual(answer);
    input.set(null);
    expect(input.get() ?? []).toEqual([]);
    expect(told).toEqual([]);
  });

  test("cannot be edited while it is locked", () => {
    const { input } = drawn(type);
    input.set(answer);
    input.lock(true);
    const fields = input.node.querySelectorAll("input, select, textarea");
    for (const field of fields as NodeListOf<HTMLInputElement>) {
      expect(field.disabled || field.readOnly).toBe(true);
    }
    expect(input.get()).toEqual(answer);
  });

  test("has a name for every control", () => {
    const { input } = drawn(type);
    for (const field of input.node.querySelectorAll<HTMLInputElement>("input, select, textarea")) {
      const named = field.labels?.length || field.getAttribute("aria-labelledby");
      expect(Boolean(named)).toBe(true);
    }
  });
});

test("an order that nobody touched is no answer, until it is kept", () => {
  const { input, told } = drawn("ordering");
  input.node.querySelector<HTMLButtonElement>(".imuran-order-keep button")?.click();
  expect(input.get()).toEqual(["x", "y", "z"]);
  expect(told).toContain("changed");
});

test("an item moves by its buttons and keeps the focus", () => {
  const { input, told } = drawn("ordering");
  const down = input.node.querySelector<HTMLButtonElement>("[aria-label='Move down: x']");
  down?.focus();
  down?.click();
  expect(input.get()).toEqual(["y", "x", "z"]);
  expect(document.activeElement).toBe(down);
  expect(told).toContain("x is now 2 of 3.");
});

function drag(row: Element, type: string, clientY: number, pointerType = "mouse", at = row) {
  const options = { bubbles: true, pointerId: 1, button: 0, pointerType, clientX: 20, clientY };
  row.setPointerCapture = () => {};
  row.hasPointerCapture = () => row.classList.contains("imuran-dragged");
  at.dispatchEvent(new PointerEvent(type, options));
}

test("an item is dragged to its place, and told once", () => {
  const { input, told } = drawn("ordering");
  const rows = [...input.node.querySelectorAll("li")];
  const [first, last] = [rows[0], rows[2]] as [HTMLElement, HTMLElement];
  const end = last.getBoundingClientRect().bottom;
  drag(first, "pointerdown", first.getBoundingClientRect().top + 5);
  drag(first, "pointermove", end);
  drag(first, "pointermove", end);
  expect(told).toEqual([]);
  drag(first, "pointerup", end);
  expect(input.get()).toEqual(["y", "z", "x"]);
  expect(told).toEqual(["changed", "x is now 3 of 3."]);
});

test("a finger drags by the grip alone, so that it can still scroll", () => {
  const { input } = drawn("ordering");
  const row = input.node.querySelector("li") as HTMLElement;
  drag(row, "pointerdown", 0, "touch");
  expect(row.className).not.toContain("imuran-dragged");
  drag(row, "pointerdown", 0, "touch", row.querySelector(".imuran-grip") as Element);
  expect(row.className).toContain("imuran-dragged");
});

test("a locked order cannot be dragged", () => {
  const { input } = drawn("ordering");
  input.lock(true);
  const row = input.node.querySelector("li") as HTMLElement;
  drag(row, "pointerdown", 0);
  expect(row.className).not.toContain("imuran-dragged");
});

test("Enter submits a line, and typing is reported", () => {
  const { input, told } = drawn("numeric");
  const field = input.node.querySelector("input");
  field?.dispatchEvent(new Event("input"));
  field?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
  expect(told).toEqual(["changed", "submit"]);
});

test("text of a student is text", () => {
  const { input } = drawn("written");
  input.set("</textarea><img src=x onerror=alert(1)>");
  expect(document.querySelector("img")).toBeNull();
});

/** Carry the name of an item from where it stands to the middle of another element. */
function carry(item: Element, to: Element, pointerType: string, by = item) {
  const thing = item as HTMLElement;
  thing.setPointerCapture = () => {};
  thing.hasPointerCapture = () => thing.classList.contains("imuran-carried");
  const middle = (node: Element) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    return { clientX: left + width / 2, clientY: top + height / 2 };
  };
  const send = (on: Element, type: string, at: Element) => {
    const options = { bubbles: true, pointerId: 1, button: 0, pointerType, ...middle(at) };
    on.dispatchEvent(new PointerEvent(type, options));
  };
  send(by, "pointerdown", by);
  send(thing, "pointermove", to);
  const lit = to.closest(".imuran-target") !== null;
  send(thing, "pointerup", to);
  return lit;
}

test("an item is dragged onto a class, of its own row or another, and told once", () => {
  const { input, told } = drawn("categorise");
  const items = [...input.node.querySelectorAll(".imuran-pair-left")];
  const pills = [...input.node.querySelectorAll(".imuran-pill")]; // two a row
  const [x, y] = items as [Element, Element];
  expect(carry(x, pills[1] as Element, "mouse")).toBe(true);
  expect(input.get()).toEqual({ x: "k2" });
  expect(told).toEqual(["changed"]);
  expect(carry(y, pills[0] as Element, "mouse")).toBe(true);
  expect(input.get()).toEqual({ x: "k2", y: "k1" });
  expect(input.node.querySelector(".imuran-target, .imuran-carried")).toBeNull();
  carry(y, y, "mouse"); // let go beside every class
  expect(input.get()).toEqual({ x: "k2", y: "k1" });
});

test("a finger drags an item by its grip alone, and what is locked stays", () => {
  const { input } = drawn("categorise");
  const item = input.node.querySelector(".imuran-pair-left") as Element;
  const pill = input.node.querySelector(".imuran-pill") as Element;
  carry(item, pill, "touch");
  expect(input.get()).toBeNull();
  carry(item, pill, "touch", item.querySelector(".imuran-grip") as Element);
  expect(input.get()).toEqual({ x: "k1" });
  input.set(null);
  input.lock(true);
  expect((item.querySelector(".imuran-grip") as HTMLElement).hidden).toBe(true);
  carry(item, pill, "mouse");
  expect(input.get()).toBeNull();
});
