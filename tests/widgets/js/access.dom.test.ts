// What a question says to a screen reader, and which keys it keeps; no scanner sees these.

import { plainText } from "../../../src/imuran_edu/widgets/js/dom.ts";
import type { Host } from "../../../src/imuran_edu/widgets/js/hosts/host.ts";
import { mountQuiz, type QuizData } from "../../../src/imuran_edu/widgets/js/mount.ts";

const key = { several: false, rationale: "<p>Because.</p>", evidence: "", corrected: [] };
const number = {
  id: "q-number",
  type: "numeric",
  number: "1",
  points: 1,
  stem: "<p>How much is it?</p>",
  hints: [],
  version: "v",
  unit: "mg",
  key: {
    ...key,
    data: { value: 5, unit: "mg", accepts: [], tolerance: 0, right: "", ranges: [], otherwise: "" },
  },
};
const pairs = {
  ...number,
  id: "q-pairs",
  type: "matching",
  left: [
    { id: "a", html: "aspirin", text: "aspirin" },
    { id: "b", html: "heparin", text: "heparin" },
  ],
  right: [
    { id: "x", html: "platelets", text: "platelets" },
    { id: "y", html: "thrombin", text: "thrombin" },
  ],
  key: {
    ...key,
    several: true,
    data: { key: { a: "x", b: "y" }, partners: ["x", "y"], credit: "each-answer", mend: {} },
  },
};

function host(): Host & { finish(): void } {
  let finish = () => {};
  return {
    savedWord: "Saved",
    silence: "",
    server: "",
    load: async () => ({ entries: {}, notice: { level: "none", text: "" } }),
    save: ({ entries }) =>
      new Promise((resolve) => {
        finish = () => {
          const saved = "2026-03-01T15:04:05+00:00";
          const kept = Object.entries(entries).map(([id, entry]) => [id, { ...entry, saved }]);
          resolve({ entries: Object.fromEntries(kept), notice: { level: "none", text: "" } });
        };
      }),
    onChange: () => () => {},
    finish: () => finish(),
  };
}

function shown(question: object, mode: "practice" | "graded" = "practice") {
  const at = document.createElement("div");
  document.body.replaceChildren(at);
  const own = host();
  const data = { mode, title: "", introduction: "", round_id: "", questions: [question] };
  const loaded = { entries: {}, notice: { level: "none", text: "" } };
  mountQuiz(at, { ...data, loaded } as unknown as QuizData, own);
  const find = <T extends HTMLElement>(selector: string) => at.querySelector<T>(selector) as T;
  return { at, own, find, live: () => find(".imuran-hidden[role=status]").textContent ?? "" };
}

function type(field: HTMLInputElement, text: string) {
  field.focus();
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

const press = (node: HTMLElement, more: KeyboardEventInit) => {
  const event = new KeyboardEvent("keydown", {
    key: "Enter",
    bubbles: true,
    cancelable: true,
    ...more,
  });
  node.dispatchEvent(event);
};

test("a question's group is named by its number, points and stem", () => {
  const { find } = shown(number);
  const names = find("fieldset").getAttribute("aria-labelledby")?.split(" ") ?? [];
  const name = names.map((id) => document.getElementById(id)?.textContent).join(" ");
  expect(name).toBe("Question1 point How much is it?");
});

test("a graded answer that has arrived is spoken, once", async () => {
  const { find, own, live } = shown(number, "graded");
  type(find("input"), "5 mg");
  find("input").dispatchEvent(new Event("blur"));
  await vi.waitFor(() => expect(find(".imuran-status").textContent).toBe("Saving…"));
  expect(live()).toBe("");
  own.finish();
  await vi.waitFor(() => expect(live()).toBe("Saved"));
});

test("Ctrl and Enter check, and no Enter reaches the notebook", async () => {
  const { at, find } = shown(number);
  const reached: string[] = [];
  document.body.addEventListener("keydown", (event) => reached.push(event.key));
  type(find("input"), "5 mg");
  press(find("input"), { altKey: true });
  expect(find(".imuran-feedback").hidden).toBe(true);
  press(find("fieldset"), { ctrlKey: true });
  expect(find(".imuran-feedback strong").textContent).toBe("Right");
  at.querySelector("button")?.dispatchEvent(
    new KeyboardEvent("keydown", { key: "c", ctrlKey: true, bubbles: true }),
  );
  expect(reached).toEqual(["c"]);
});

test("an answer that cannot be read is marked so, and said again on Enter", async () => {
  const { find, live } = shown(number);
  type(find("input"), "1.2.3 mg");
  press(find("input"), {});
  const message = find(".imuran-message").textContent ?? "";
  expect(message).not.toBe("");
  expect(find("input").getAttribute("aria-invalid")).toBe("true");
  press(find("input"), {});
  await vi.waitFor(() => expect(live()).toBe(message));
});

test("rows that are wrong or missed are named", async () => {
  const { at, find, live } = shown(pairs);
  for (const select of at.querySelectorAll("select")) {
    select.value = "y";
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }
  find<HTMLButtonElement>(".imuran-primary").click();
  await vi.waitFor(() => expect(live()).toContain("1 of 2 placed rightly"));
});

test("buttons come after what was said", () => {
  const { find } = shown(number);
  const after = Node.DOCUMENT_POSITION_FOLLOWING;
  const place = find(".imuran-feedback").compareDocumentPosition(find(".imuran-buttons"));
  expect(place & after).toBe(after);
});

test("an exponent stays one in plain text", () => {
  const power = "<msup><mn>10</mn><mn>9</mn></msup>";
  expect(plainText(`2.5 <math>${power}</math>/L`)).toBe("2.5 10⁹/L");
  expect(plainText("10<sup>-9</sup> m<sup>n</sup>")).toBe("10⁻⁹ m^n");
  const tip = '<span class="imuran-term">6-TGN</span><span role="tooltip">nucleotides</span> rose';
  expect(plainText(tip)).toBe("6-TGN rose");
});
