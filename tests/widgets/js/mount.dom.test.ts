import { EMPTY } from "../../../src/imuran_edu/widgets/js/engine.ts";
import type {
  Loaded,
  QuestionView,
} from "../../../src/imuran_edu/widgets/js/generated/protocol.ts";
import type { Entries, Host } from "../../../src/imuran_edu/widgets/js/hosts/host.ts";
import { mountQuiz, type QuizData } from "../../../src/imuran_edu/widgets/js/mount.ts";

const QUIET = { level: "none", text: "" } as const;
const view: QuestionView = {
  id: "q-word",
  type: "short_text",
  number: "1",
  points: 1,
  stem: "<p>Which?</p>",
  hints: [],
  version: "v1",
};
const data: QuizData = {
  mode: "graded",
  title: "",
  introduction: "",
  round_id: "",
  questions: [view],
};

/** A host that answers when it is told to. */
function slowHost() {
  const saves: Entries[] = [];
  let answer: (loaded: Loaded) => void = () => {};
  let ended = 0;
  const host: Host = {
    savedWord: "Saved",
    silence: "Nobody is there.",
    server: "http://test/",
    load: () => new Promise((resolve) => (answer = resolve)),
    save({ entries }) {
      saves.push(entries);
      return Promise.resolve({ entries, notice: QUIET });
    },
    onChange: () => () => {
      ended += 1;
    },
  };
  return { host, saves, answer: (loaded: Loaded) => answer(loaded), ended: () => ended };
}

const field = (element: HTMLElement) => element.querySelector("input") as HTMLInputElement;

test("questions stand at once, and answers come when the host has them", async () => {
  const { host, answer } = slowHost();
  const element = document.createElement("div");
  document.body.append(element);
  mountQuiz(element, data, host);
  expect(element.textContent).toContain("Which?");
  expect(field(element).value).toBe("");
  answer({ entries: { "q-word": { ...EMPTY, answer: "TPMT" } }, notice: QUIET });
  await vi.waitFor(() => expect(field(element).value).toBe("TPMT"));
});

test("what is taken away sends what was typed, and hears no more", () => {
  const { host, saves, ended } = slowHost();
  const element = document.createElement("div");
  document.body.append(element);
  const unmount = mountQuiz(element, data, host);
  field(element).value = "half";
  field(element).dispatchEvent(new Event("input", { bubbles: true }));
  unmount();
  expect(saves.map((each) => each["q-word"]?.answer)).toEqual(["half"]);
  expect(ended()).toBe(1);
  expect(element.children.length).toBe(0);
});
