// Puts the progress card on a page, whatever page that is. Who calls says who answers it: by hosts.
import type { CourseHost } from "./hosts/course.ts";
import type { CardHost } from "./hosts/host.ts";
import { makeCard } from "./progress_card.ts";
import { mount } from "./widget.ts";

/**
 * Draw the progress card at the end of an element.
 * @param course tells all attempts, of which the card works out what is due
 * @returns takes it away again
 */
export function mountProgress(
  element: HTMLElement,
  host: CardHost,
  course: Pick<CourseHost, "load">,
): () => void {
  const card = makeCard(host, course);
  const unmount = mount(element, card.root, "progress");
  return () => {
    card.end();
    unmount();
  };
}
