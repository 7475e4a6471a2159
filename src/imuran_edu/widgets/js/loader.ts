// What every quiz widget sends to the page: a few lines that share one copy of the script. The first widget of a
// kernel brings it along; the others wait for it, or ask their kernel where the page has none (after a reload, say).
import type { RenderContext } from "./widget.ts";

/** The script and its style, as the kernel hands them out. */
interface Shipped {
  script: string;
  style: string;
}

interface Slot {
  /** The style, for places that the page's own does not reach. */
  readonly sheet: CSSStyleSheet;
  module: Promise<{ default: { render(context: RenderContext): unknown } }>;
  fill(shipped: Shipped): void;
}

/** Put in by `widgets/page_script.py`: a digest of what is shipped, and that itself or null. */
declare const DIGEST: string;
declare const SHIPPED: Shipped | null;

const COMING = 300; // ms in which another widget may bring the script

const page = globalThis as { imuranScripts?: Record<string, Slot> };
page.imuranScripts ??= {};

function makeSlot(): Slot {
  let filled = false;
  let fill: Slot["fill"] = () => {};
  const inside = new CSSStyleSheet();
  const module: Slot["module"] = new Promise((resolve) => {
    fill = ({ script, style }) => {
      if (filled) return;
      filled = true;
      const sheet = document.createElement("style");
      sheet.textContent = style;
      document.head.append(sheet);
      inside.replaceSync(style);
      const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
      resolve(import(address));
    };
  });
  return { sheet: inside, module, fill };
}

page.imuranScripts[DIGEST] ??= makeSlot();
const slot = page.imuranScripts[DIGEST];
if (SHIPPED) slot.fill(SHIPPED);

export default {
  async render(context: RenderContext) {
    const { model } = context;
    const onMessage = (content: unknown) => {
      const message = content as Partial<Shipped> | null;
      if (message?.script && message.style) slot.fill(message as Shipped);
    };
    model.on("msg:custom", onMessage);
    const asking = setTimeout(() => model.send({ type: "script" }), COMING);
    const { default: widget } = await slot.module;
    clearTimeout(asking);
    model.off("msg:custom", onMessage);
    const root = context.el.getRootNode(); // marimo draws each widget in a shadow tree
    if (root instanceof ShadowRoot && !root.adoptedStyleSheets.includes(slot.sheet)) {
      root.adoptedStyleSheets.push(slot.sheet);
    }
    return widget.render(context);
  },
};
