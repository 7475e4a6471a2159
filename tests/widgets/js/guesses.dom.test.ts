import type {
  Loaded,
  PracticeKey,
  QuestionView,
} from "../../../src/imuran_edu/widgets/js/generated/protocol.ts";
import type { Entries, Host } from "../../../src/imuran_edu/widgets/js/hosts/host.ts";
import { mountQuiz, type QuizData } from "../../../src/imuran_edu/widgets/js/mount.ts";

const QUIET = { level: "none", text: "" } as const;
const option = (id: string) => ({ id, html: id.toUpperCase(), text: id.toUpperCase() });

function key(right: string): PracticeKey {
  const notes = { a: "note A", b: "note B" };
  const data = { key: [right], notes } as never;
  const why = { rationale: "<p>Because of the liver.</p>", evidence: "", corrected: [] };
  return { data, several: false, ...why };
}

const asked = (id: string, right: string, more: Partial<QuestionView> = {}): QuestionView => ({
  id,
  type: "single",
  number: "1",
  points: 1,
  stem: "<p>Which?</p>",
  hints: [],
  version: "v1",
  options: [option("a"), option("b")],
  key: key(right),
  ...more,
});

const host: Host = {
  savedWord: "Saved",
  silence: "Nobody is there.",
  server: "http://test/",
  load: async (): Promise<Loaded> => ({ entries: {}, notice: QUIET }),
  save: async ({ entries }: { entries: Entries }) => ({ entries, notice: QUIET }),
  onChange: () => () => {},
};

function page(mode: QuizData["mode"], title: string, questions: QuestionView[]) {
  const element = document.createElement("div");
  document.body.append(element);
  mountQuiz(element, { mode, title, introduction: "", round_id: "", questions }, host);
  return element;
}

const button = (root: ParentNode, text: string) =>
  [...root.querySelectorAll("button")].find((each) => each.textContent === text);

function choose(root: ParentNode, value: string, press: string) {
  root.querySelector<HTMLInputElement>(`input[value="${value}"]`)?.click();
  button(root, press)?.click();
}

test("a prediction can be opened without an answer, and tells all at the first try", async () => {
  const element = page("practice", "", [asked("q-guess", "b", { predict: true })]);
  const reveal = element.querySelector("details.imuran-reveal") as HTMLDetailsElement;
  expect(reveal.textContent).toContain("Because of the liver.");
  expect(element.textContent).toContain("Predict first");
  expect(element.querySelector(".imuran-summary, .imuran-progress")).toBeNull();
  choose(element, "a", "Check my prediction");
  await vi.waitFor(() => expect(element.textContent).toContain("Not right"));
  expect(element.querySelector(".imuran-feedback")?.textContent).toContain("Because of the liver.");
  expect(element.querySelector(".imuran-score")?.textContent).toBe("");
  expect(reveal.hidden).toBe(true);
  expect(button(element, "Try again")?.hidden).toBe(false);
});

test("questions of a section have their number and no result; one alone has no number", () => {
  const two = page("practice", "", [asked("q-1", "a"), asked("q-2", "a", { number: "2" })]);
  const names = [...two.querySelectorAll("legend .imuran-number")].map((each) => each.textContent);
  expect(names).toEqual(["Question 1 of 2", "Question 2 of 2"]);
  expect(two.querySelector(".imuran-summary")).toBeNull();
  const one = page("practice", "", [asked("q-3", "a")]);
  expect(one.querySelector("legend .imuran-number")?.textContent).toBe("Question");
});

test("the game of claims counts how often one agrees, and says no 'right' or 'wrong'", async () => {
  const claims = [
    asked("claim-1", "a", { predict: true }),
    asked("claim-2", "b", { predict: true, number: "2" }),
  ];
  const element = page("claims", "Your verdict, and ours", claims);
  const label = () => element.querySelector(".imuran-progress-label")?.textContent;
  expect(label()).toBe("0 of 2 judged; you and the register agree on 0");
  const [first, second] = element.querySelectorAll("fieldset");
  choose(first as ParentNode, "a", "See our verdict");
  await vi.waitFor(() => expect(first?.textContent).toContain("You agree with us"));
  expect(label()).toBe("1 of 2 judged; you and the register agree on 1");
  choose(second as ParentNode, "a", "See our verdict");
  await vi.waitFor(() => expect(second?.textContent).toContain("We judge otherwise"));
  expect(label()).toBe("2 of 2 judged; you and the register agree on 1");
});

test("a picture stands between the stem and the options and is read with the stem", () => {
  const picture = "<figure><svg role='img' aria-label='A chart'></svg></figure>";
  const element = page("practice", "", [asked("q-seen", "a", { picture })]);
  const svg = element.querySelector("svg[role='img']") as SVGElement;
  const stem = element.querySelector(".imuran-stem") as HTMLElement;
  const after = stem.compareDocumentPosition(svg) & Node.DOCUMENT_POSITION_FOLLOWING;
  expect(after).toBeTruthy();
  const described = element.querySelector("fieldset")?.getAttribute("aria-describedby") ?? "";
  const box = svg.closest("[id]") as HTMLElement;
  expect(described.split(" ")).toContain(box.id);
});

test("rows that were left empty are told before a check", async () => {
  const view: QuestionView = {
    ...asked("q-match", "a"),
    type: "matching",
    left: [option("x"), option("y")],
    right: [option("p"), option("q")],
    key: {
      ...key("a"),
      data: { key: { x: "p", y: "q" }, partners: ["p", "q"], credit: "each-answer", mend: {} },
    } as never,
  };
  const element = page("practice", "", [view]);
  const select = element.querySelector("select") as HTMLSelectElement;
  select.value = "p";
  select.dispatchEvent(new Event("change", { bubbles: true }));
  button(element, "Check")?.click();
  const message = () => element.querySelector(".imuran-message")?.textContent;
  await vi.waitFor(() => expect(message()).toBe("1 of 2 rows have no choice yet."));
  expect(element.querySelector<HTMLElement>(".imuran-feedback")?.hidden).toBe(true);
});
