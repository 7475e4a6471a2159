// The explorers of a page: each waits until its place comes near, then all run in the folder's one kernel, one by one.
import { el } from "../../../widgets/js/dom.ts";
import { t } from "../../../widgets/js/words.ts";
import type { Kernel, Widget } from "../lab.ts";
import { folderOf } from "./address.ts";
import { wordButton } from "./parts.ts";
import { isServerThere } from "./server.ts";
import { type KernelTools, SharedKernel } from "./shared_kernel.ts";
import { Tabs } from "./tabs.ts";

const NEAR = "150%"; // of the view's height, below and above it
const DWELL = 400; // ms that an explorer must be near: whoever jumps over it wants no kernel

interface Place {
  node: HTMLElement;
  path: string;
  cell: string;
  name: string;
  /** The picture that stands there until the explorer does. */
  still: Element | null;
  area: Widget | null;
  wanted: boolean;
  ended: boolean;
}

/** Show what stands in an explorer's place until it is there. */
function wait({ node, still }: Place) {
  node.replaceChildren(...(still ? [still] : []));
  node.classList.add("imr-waits");
}

export class Explorers {
  private tools: KernelTools | null = null;
  private readonly kernels = new Map<string, SharedKernel>();
  private readonly places = new Set<Place>();
  private readonly allowed = new Set<string>();
  private readonly tabs = new Tabs((path) => this.yielded(path));
  private running = Promise.resolve();

  /** JupyterLab is there. */
  begin(tools: KernelTools) {
    this.tools = tools;
    for (const place of this.places) if (place.wanted) this.want(place);
  }

  /** Keep a place for an explorer. Returns what takes it away. */
  show(path: string, node: HTMLElement, cell: string, name: string): () => void {
    const still = node.querySelector(".imr-still");
    const state = { still, area: null, wanted: false, ended: false };
    const place: Place = { node, path, cell, name, ...state };
    this.places.add(place);
    node.classList.add("imr-waits");
    const root = node.closest(".imr-scroll");
    let dwell = 0;
    const near = new IntersectionObserver(
      (entries) => {
        clearTimeout(dwell);
        if (!entries.at(-1)?.isIntersecting) return;
        dwell = window.setTimeout(() => {
          near.disconnect();
          place.wanted = true;
          this.want(place);
        }, DWELL);
      },
      { root, rootMargin: `${NEAR} 0px` },
    );
    near.observe(node);
    return () => {
      clearTimeout(dwell);
      near.disconnect();
      place.ended = true;
      place.area?.dispose();
      this.places.delete(place);
      const more = [...this.places].some((other) => other.path === path);
      if (!more) this.kernels.get(folderOf(path))?.leave(path);
    };
  }

  /** One after another, so that a page that is left holds the kernel for one explorer at most. */
  private want(place: Place) {
    if (!this.tools) return;
    this.running = this.running.then(() => this.run(place)).catch(() => this.fail(place));
  }

  private async run(place: Place) {
    if (place.ended || place.area || !this.tools) return;
    const kernel = this.kernelOf(place.path);
    await kernel.ready;
    if (place.ended) return;
    const { files } = kernel;
    if (!this.allowed.has(folderOf(place.path)) && (files === null || files.length > 0)) {
      this.askFirst(place, files);
      return;
    }
    this.tabs.take(place.path);
    const code = `from imuran_edu import explore\nexplore(${JSON.stringify(place.name)})`;
    wait(place);
    place.area = await kernel.show(place.node, code, `${place.path}#${place.cell}`);
    place.still?.remove();
    place.node.classList.remove("imr-waits");
    if (place.ended) place.area.dispose();
  }

  private kernelOf(path: string): SharedKernel {
    const folder = folderOf(path);
    const known = this.kernels.get(folder);
    if (known) return known;
    const kernel = new SharedKernel(folder, this.tools as KernelTools);
    this.kernels.set(folder, kernel);
    kernel.ready.then(
      (started) => this.watch(folder, kernel, started),
      () => this.kernels.delete(folder),
    );
    return kernel;
  }

  // ---- What goes wrong ----

  private askFirst(place: Place, files: string[] | null) {
    const shown = (files ?? []).slice(0, 3).join(", ");
    const text = files
      ? t(
          "This explorer was not started by itself: its folder holds Python files ({files}) that could run instead of the course. Start it if you know where they come from.",
          { files: shown },
        )
      : t("This explorer was not started by itself: its folder could not be checked.");
    this.offer([place], text, t("Start this lesson"), () => {
      this.allowed.add(folderOf(place.path));
      for (const other of this.places) if (other.wanted && !other.area) this.want(other);
    });
  }

  private fail(place: Place) {
    if (place.ended) return;
    this.kernels.delete(folderOf(place.path));
    const text = t("The part of the lesson that draws this did not start. You can read on.");
    this.offer([place], text, t("Try again"), () => this.want(place));
  }

  /** Another tab shows these explorers now. */
  private yielded(path: string) {
    const open = [...this.places].filter((place) => place.path === path && place.area);
    const text = t("This went on in another tab. Your answers are saved.");
    this.offer(open, text, t("Continue here"), () => this.again(open));
  }

  private again(places: Iterable<Place>) {
    for (const place of places) {
      place.area?.dispose();
      place.area = null;
      wait(place);
      if (place.wanted) this.want(place);
    }
  }

  /** Put a sentence with a button in the place of explorers. */
  private offer(places: Place[], text: string, label: string, act: () => void) {
    for (const place of places) {
      place.area?.dispose();
      place.area = null;
      place.node.classList.remove("imr-waits");
      const button = wordButton(
        label,
        () => {
          for (const other of places) wait(other);
          act();
        },
        true,
      );
      place.node.replaceChildren(
        ...(place.still ? [place.still] : []),
        el("div", { class: "imr-asleep", role: "status" }, el("p", { text }), button),
      );
    }
  }

  /** The kernel or the server goes: say it, and offer what mends. */
  private async watch(folder: string, kernel: SharedKernel, started: Kernel) {
    const context = await kernel.context;
    let lost = false;
    const own = () =>
      [...this.places].filter((place) => folderOf(place.path) === folder && place.wanted);
    const asleep = async () => {
      if (this.kernels.get(folder) !== kernel) return;
      this.kernels.delete(folder);
      const there = await isServerThere();
      const text = there
        ? t("The lesson fell asleep. Your answers are saved.")
        : t("Jupyter does not answer. What was saved is safe; this goes on when it is back.");
      const label = there ? t("Wake the lesson") : t("Try now");
      const places = own();
      this.offer(places, text, label, () => this.again(places));
    };
    context.statusChanged.connect((_, status) => {
      if (this.kernels.get(folder) !== kernel) return;
      if (status === "autorestarting" || status === "restarting") lost = true;
      else if (status === "idle" && lost) {
        lost = false;
        this.again(own());
      } else if (status === "dead" || status === "terminating" || status === "unknown") asleep();
    });
    context.kernelChanged.connect((_, { newValue }) => {
      if (!newValue || newValue.id !== started.id) asleep();
    });
  }
}
