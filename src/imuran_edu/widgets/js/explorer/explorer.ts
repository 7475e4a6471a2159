// An explorer on a page, whatever page that is: a prediction, controls, and a picture that follows them. Who calls says
// who draws; without anyone the pictures that came along are shown, as it opens and of its presets.
import { el, keepKeys, liveRegion, newId, setText, show } from "../dom.ts";
import type { ExplorerView } from "../generated/protocol.ts";
import { mount } from "../widget.ts";
import { t } from "../words.ts";
import { makeControls } from "./controls.ts";
import { makePicture, type Shown } from "./picture.ts";
import { makePrediction } from "./prediction.ts";
import { Moves, presetValues, sameValues, startValues, type Values } from "./values.ts";

const QUIET = 600; // ms after the last picture until it is read out
const SLOW = 500; // ms after which a page says that it waits

/** What is to be drawn. */
export interface Wanted {
  now: Values;
  before: Values | null;
  dark: boolean;
}

export interface Drawn extends Shown {
  /** Why nothing was drawn; empty if something was. */
  problem: string;
}

/** Draws values; it may take a moment, and fails where nobody answers. */
export type Draw = (wanted: Wanted) => Promise<Drawn>;

/**
 * Draw an explorer at the end of an element.
 * @returns takes it away again
 */
export function mountExplorer(
  element: HTMLElement,
  view: ExplorerView,
  draw: Draw | null,
): () => void {
  const live = liveRegion();
  const moves = new Moves(startValues(view, new Date()));
  const picture = makePicture(view, (values) => change(values));
  const controls = makeControls(
    view,
    draw !== null,
    () => moves.now,
    (values) => change(values),
  );
  const status = el("p", { class: "imuran-wait" });
  const bench = el(
    "div",
    { class: "imuran-bench" },
    controls.node,
    el("div", { class: "imuran-seen" }, picture.node, status),
  );
  const prediction = makePrediction(view, (open, now) => {
    show(bench, open);
    if (open && now) painter?.warm();
  });
  const heading = el("h4", { class: "imuran-title", id: newId(), text: view.title });
  const warning = el("strong", { text: t("Teaching model, not for dosing a patient.") });
  const summary = el("summary", {}, warning, ` ${t("What it leaves out")}`);
  const caption = el(
    "details",
    { class: "imuran-caption" },
    summary,
    el("p", { text: view.caption }),
  );
  const root = el(
    "div",
    {
      class: "imuran imuran-explorer",
      role: "group",
      "aria-labelledby": heading.id,
      "data-lm-suppress-shortcuts": "true",
    },
    heading,
    prediction.node,
    bench,
    caption,
    live.node,
  );
  keepKeys(root);
  const painter =
    draw &&
    new Painter(draw, moves, root, {
      shown(drawn) {
        setText(status, drawn.problem);
        if (drawn.problem) return;
        picture.show(drawn);
        live.say(drawn.brief, QUIET);
      },
      waits: (text) => setText(status, text),
    });

  function change(values: Values) {
    const moved = moves.take(values, performance.now());
    controls.set(moves.now);
    if (!moved) return;
    if (painter) painter.paint();
    else still();
  }

  /** Without a kernel: the picture of these values, if it came along. */
  function still() {
    const today = new Date();
    const settings = [{}, ...view.presets.map((each) => each.values)];
    const known = settings.map((each) => presetValues(view, each, moves.now, today));
    const at = known.findIndex((each) => sameValues(each, moves.now));
    const found = view.stills[at];
    if (!found) return;
    picture.still(found);
    live.say(found.brief);
  }

  const first = view.stills[0];
  if (first) picture.still(first);
  controls.set(moves.now);
  show(bench, prediction.open);
  if (!draw)
    setText(
      status,
      t(
        "The buttons show what was drawn beforehand. To move the controls, open the course in Jupyter, on Binder or on a laptop.",
      ),
    );
  for (const sign of ["pointerenter", "focusin"])
    bench.addEventListener(sign, () => painter?.warm());
  const unmount = mount(element, root);
  const unwatch = painter?.watchTheme();
  return () => {
    unwatch?.();
    unmount();
  };
}

interface Told {
  shown(drawn: Drawn): void;
  waits(text: string): void;
}

/** Asks for one picture at a time, and after it for the newest. */
class Painter {
  private busy = false;
  private again = false;
  private drew = false;

  constructor(
    private readonly draw: Draw,
    private readonly moves: Moves,
    private readonly root: HTMLElement,
    private readonly told: Told,
  ) {}

  /** Have the first picture drawn, so that the next one is quick. */
  warm() {
    if (!this.drew && !this.busy) this.paint();
  }

  async paint() {
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    const slow = setTimeout(() => this.told.waits(t("Drawing …")), SLOW);
    try {
      const dark = isDark(this.root);
      const { now, before } = this.moves;
      const drawn = await this.draw({ now, before, dark });
      this.drew = true;
      this.told.shown({ ...drawn, dark });
    } catch {
      this.told.waits(t("The part that draws this does not answer. Run this cell again."));
    } finally {
      clearTimeout(slow);
      this.busy = false;
    }
    if (this.again) {
      this.again = false;
      this.paint();
    }
  }

  /** Draw again when the page turns dark or light. */
  watchTheme(): () => void {
    let dark = isDark(this.root);
    const look = () => {
      if (isDark(this.root) === dark) return;
      dark = !dark;
      if (this.drew) this.paint();
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, {
      attributes: true,
      attributeFilter: ["data-jp-theme-light", "data-vscode-theme-kind"],
    });
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", look);
    return () => {
      observer.disconnect();
      system.removeEventListener("change", look);
    };
  }
}

/** Whether the page around a node is dark: the stylesheet has decided it already. */
function isDark(node: HTMLElement): boolean {
  const scheme = getComputedStyle(node).colorScheme;
  if (scheme.includes("light") && scheme.includes("dark")) {
    return matchMedia("(prefers-color-scheme: dark)").matches;
  }
  return scheme.includes("dark");
}
