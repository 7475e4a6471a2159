// Puts the progress card on a page, whatever page that is. Who calls says who answers it: by a host.
import type { CardHost } from "./hosts/host.ts";
import { makeCard } from "./progress_card.ts";
import { mount } from "./widget.ts";

/**
 * Draw the progress card at the end of an element.
 * @returns takes it away again
 */
export function mountProgress(element: HTMLElement, host: CardHost): () => void {
  const card = makeCard(host);
  const unmount = mount(element, card.root, "progress");
  return () => {
    card.end();
    unmount();
  };
}
