// The progress card, as anywidget calls it.
import { LendingCardHost } from "./hosts/browser.ts";
import { KernelCourseHost } from "./hosts/course.ts";
import { KernelCardHost } from "./hosts/kernel.ts";
import { mountProgress } from "./mount_progress.ts";
import type { RenderContext } from "./widget.ts";

export default {
  render({ model, el }: RenderContext) {
    const kernel = new KernelCardHost(model);
    const shared = model.get("keeper") === "browser";
    const course = new KernelCourseHost(model);
    if (!shared) return mountProgress(el, kernel, course);
    const host = new LendingCardHost(kernel);
    const load = () => {
      host.lend();
      return course.load();
    };
    return mountProgress(el, host, { load });
  },
};
