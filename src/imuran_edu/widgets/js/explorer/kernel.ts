// Drawing by the notebook's kernel (`widgets/explorer.py`), by messages of anywidget.
import type { ShowMessage, ShownMessage } from "../generated/protocol.ts";
import type { Model } from "../widget.ts";
import type { Draw, Drawn } from "./explorer.ts";

const PATIENCE = 30_000; // ms: the first picture waits until matplotlib is imported
// Several tabs may talk to one kernel, and each hears every reply: so numbers say whose they are.
const PAGE = Math.random().toString(36).slice(2);
let sent = 0;

export function drawByKernel(model: Model): Draw {
  return (wanted) => {
    sent += 1;
    const number = `${PAGE}-${sent}`;
    return new Promise<Drawn>((resolve, reject) => {
      const end = () => {
        clearTimeout(late);
        model.off("msg:custom", receive);
      };
      const receive = (content: unknown, buffers?: DataView[]) => {
        const message = content as ShownMessage;
        if (message?.type !== "shown" || message.number !== number) return;
        end();
        resolve({ ...message, png: buffers?.[0] });
      };
      const late = setTimeout(() => {
        end();
        reject(new Error("no reply"));
      }, PATIENCE);
      model.on("msg:custom", receive);
      model.send({ type: "show", number, ...wanted } satisfies ShowMessage);
    });
  };
}
