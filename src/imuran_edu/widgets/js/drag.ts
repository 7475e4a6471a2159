// What a mouse or a finger drags: rows to another place in their list, things to a target. Keys and buttons have ways of
// their own.

export interface Dragging {
  /** Whether rows may be moved now. */
  allowed(): boolean;
  /** The row was dragged past its neighbour: -1 upwards, 1 downwards. Says whether it moved. */
  step(by: -1 | 1): boolean;
  /** The row was let go at another place. */
  dropped(): void;
}

/**
 * Let a row be dragged. A mouse takes it anywhere but by its controls; a finger by its grip, so that the page can
 * still be scrolled over the rows.
 */
export function makeDraggable(row: HTMLElement, grip: HTMLElement, dragging: Dragging) {
  let moved = false;
  row.addEventListener("pointerdown", (event) => {
    const at = event.target as Element;
    const byGrip = grip.contains(at);
    if (!dragging.allowed() || event.button !== 0 || at.closest("button, a, summary")) return;
    if (event.pointerType !== "mouse" && !byGrip) return;
    event.preventDefault(); // no text is selected
    moved = false;
    row.setPointerCapture(event.pointerId);
    row.classList.add("imuran-dragged");
  });
  row.addEventListener("pointermove", (event) => {
    if (!row.hasPointerCapture(event.pointerId)) return;
    const before = row.previousElementSibling;
    const after = row.nextElementSibling;
    if (before && event.clientY < middle(before)) moved = dragging.step(-1) || moved;
    else if (after && event.clientY > middle(after)) moved = dragging.step(1) || moved;
  });
  const end = () => {
    if (!row.classList.contains("imuran-dragged")) return;
    row.classList.remove("imuran-dragged");
    if (moved) dragging.dropped();
  };
  for (const sign of ["pointerup", "pointercancel", "lostpointercapture"]) {
    row.addEventListener(sign, end);
  }
}

function middle(node: Element): number {
  const { top, height } = node.getBoundingClientRect();
  return top + height / 2;
}

export interface Carrying {
  /** Whether it may be moved now. */
  allowed(): boolean;
  /** It is over this; null when it was let go. */
  over(at: Element | null): void;
  /** It was let go over this. */
  dropped(at: Element): void;
}

/** Let a thing be carried to a target. A mouse takes it anywhere, a finger by its grip, as with rows. */
export function makeCarried(thing: HTMLElement, grip: HTMLElement, carrying: Carrying) {
  let from = { x: 0, y: 0 };
  const beneath = ({ clientX, clientY }: PointerEvent) =>
    document.elementFromPoint(clientX, clientY);
  thing.addEventListener("pointerdown", (event) => {
    const at = event.target as Element;
    if (!carrying.allowed() || event.button !== 0 || at.closest("button, a, summary")) return;
    if (event.pointerType !== "mouse" && !grip.contains(at)) return;
    event.preventDefault(); // no text is selected
    from = { x: event.clientX, y: event.clientY };
    thing.setPointerCapture(event.pointerId);
    thing.classList.add("imuran-carried");
    thing.style.setProperty("pointer-events", "none"); // what lies beneath it is looked for
  });
  thing.addEventListener("pointermove", (event) => {
    if (!thing.hasPointerCapture(event.pointerId)) return;
    const moved = `${event.clientX - from.x}px ${event.clientY - from.y}px`;
    thing.style.setProperty("translate", moved);
    carrying.over(beneath(event));
  });
  const end = (event: PointerEvent) => {
    if (!thing.classList.contains("imuran-carried")) return;
    const at = event.type === "pointerup" ? beneath(event) : null;
    thing.classList.remove("imuran-carried");
    for (const name of ["translate", "pointer-events"]) thing.style.setProperty(name, null);
    carrying.over(null);
    if (at) carrying.dropped(at);
  };
  for (const sign of ["pointerup", "pointercancel", "lostpointercapture"] as const) {
    thing.addEventListener(sign, end);
  }
}
