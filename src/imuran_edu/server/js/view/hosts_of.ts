// Who keeps the answers of a page: Jupyter's server.
import type { FromCard, Loaded, ToCard } from "../../../widgets/js/generated/protocol.ts";
import type { CardHost, Entries, Host } from "../../../widgets/js/hosts/host.ts";

export function makeHosts(_path: string): { answers: Host; card: CardHost } {
  let kept: Entries = {};
  const notice = { level: "none", text: "" } as const;
  return {
    answers: {
      savedWord: "Saved",
      silence: "",
      load: async () => ({ entries: kept, notice }),
      async save(entries): Promise<Loaded> {
        const saved = new Date().toISOString();
        const stamped = Object.entries(entries).map(([id, entry]) => [id, { ...entry, saved }]);
        kept = { ...kept, ...Object.fromEntries(stamped) };
        return { entries: Object.fromEntries(stamped), notice };
      },
      onChange: () => () => {},
    },
    card: {
      silence: "",
      view: () => null,
      ask: (_: FromCard) => {},
      listen: (_: (message: ToCard) => void) => () => {},
    },
  };
}
