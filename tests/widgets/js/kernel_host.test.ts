import type {
  Entry,
  FromQuiz,
  Loaded,
  ToQuiz,
} from "../../../src/imuran_edu/widgets/js/generated/protocol.ts";
import { NotSavedError } from "../../../src/imuran_edu/widgets/js/hosts/host.ts";
import { KernelHost } from "../../../src/imuran_edu/widgets/js/hosts/kernel.ts";

const entry: Entry = { answer: "x", version: "", saved: "2026-01-01", checked: [], hints: {} };
const notice = { level: "none", text: "" } as const;

function makeHost() {
  const heard = new Set<(message: unknown) => void>();
  const sent: FromQuiz[] = [];
  const model = {
    get: () => ({ entries: {}, notice }),
    send: (message: unknown) => sent.push(message as FromQuiz),
    on: (_: string, callback: (message: unknown) => void) => heard.add(callback),
    off: (_: string, callback: (message: unknown) => void) => heard.delete(callback),
  };
  const say = (message: ToQuiz) => {
    for (const callback of heard) callback(message);
  };
  const number = () => (sent.at(-1) as { number: string }).number;
  return { host: new KernelHost(model), model, sent, say, number };
}

const saved = (number: string, problem = ""): ToQuiz => ({
  type: "saved",
  number,
  entries: problem ? {} : { "q-one": entry },
  problem,
  notice,
  now: 5,
});

test("each save hears its own reply", async () => {
  const { host, say, number } = makeHost();
  const first = host.save({ entries: { "q-one": entry }, given: {} });
  const firstNumber = number();
  const second = host.save({ entries: { "q-one": entry }, given: {} });
  say(saved(number(), "Not saved: the disk is full."));
  await expect(second).rejects.toThrow("the disk is full");
  say(saved(firstNumber));
  await expect(first).resolves.toEqual({ entries: { "q-one": entry }, notice, now: 5 });
});

test("a kernel that is gone is told as silence", async () => {
  const { host, model } = makeHost();
  model.send = () => {
    throw new Error("disposed");
  };
  const error = await host.save({ entries: {}, given: {} }).catch((reason) => reason);
  expect(error).toBeInstanceOf(NotSavedError);
  expect(error.silent).toBe(true);
});

test("what others saved is passed on, what this page saved is not", () => {
  const { host, say, number } = makeHost();
  const told: Loaded[] = [];
  const stop = host.onChange((loaded) => told.push(loaded));
  host.save({ entries: {}, given: {} });
  say(saved(number()));
  say(saved("another-page-1"));
  say({ type: "changed", loaded: { entries: {}, notice } });
  stop();
  say(saved("another-page-2"));
  expect(told).toEqual([
    { entries: { "q-one": entry }, notice },
    { entries: {}, notice },
  ]);
});
