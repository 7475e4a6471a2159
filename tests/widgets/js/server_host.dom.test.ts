import type { Entry, Parcel } from "../../../src/imuran_edu/widgets/js/generated/protocol.ts";
import { ServerHost } from "../../../src/imuran_edu/widgets/js/hosts/server.ts";

interface Sent {
  parcel: Parcel;
  reply(): void;
}

const entry = (answer: string): Entry =>
  ({ answer, version: "", saved: "", checked: [], hints: {} }) as unknown as Entry;
const parcel = (answer: string) =>
  ({ entries: { q: entry(answer) }, given: {} }) as unknown as Parcel;

/** A server that answers when the test lets it. */
function silentServer() {
  const sent: Sent[] = [];
  const former = globalThis.fetch;
  globalThis.fetch = ((_: string, init: RequestInit) =>
    new Promise((resolve) => {
      const body = JSON.parse(String(init.body)) as { parcel: Parcel };
      const told = { loaded: { entries: {}, notice: { level: "none", text: "" } }, state: "s" };
      sent.push({ parcel: body.parcel, reply: () => resolve(Response.json(told)) });
    })) as typeof fetch;
  return { sent, end: () => (globalThis.fetch = former) };
}

test("an answer is sent when the one before it has arrived", async () => {
  const { sent, end } = silentServer();
  const host = new ServerHost("a/a.ipynb");
  const first = host.save(parcel("one"));
  const second = host.save(parcel("two"));
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(sent.map((each) => each.parcel.entries.q?.answer)).toEqual(["one"]);
  sent[0]?.reply();
  await first;
  await expect.poll(() => sent.length).toBe(2);
  sent[1]?.reply();
  await second;
  end();
});

test("what a question that comes later is told, the others are told too", async () => {
  const former = globalThis.fetch;
  let answer = "one";
  globalThis.fetch = (async () => {
    const loaded = { entries: { q: entry(answer) }, notice: { level: "none", text: "" } };
    return Response.json({ loaded, state: answer });
  }) as typeof fetch;
  const host = new ServerHost("a/a.ipynb");
  await host.load();
  const heard: unknown[] = [];
  const end = host.onChange(({ entries }) => heard.push(entries.q?.answer));
  await host.load();
  expect(heard).toEqual([]); // nothing new
  answer = "two";
  await host.load();
  expect(heard).toEqual(["two"]);
  end();
  globalThis.fetch = former;
});
