// The progress card, as anywidget calls it.
import { LendingCardHost } from "./hosts/browser.ts";
import { KernelCardHost } from "./hosts/kernel.ts";
import { mountProgress } from "./mount_progress.ts";
import type { RenderContext } from "./widget.ts";

export default {
  render({ model, el }: RenderContext) {
    const kernel = new KernelCardHost(model);
    const shared = model.get("keeper") === "browser";
    return mountProgress(el, shared ? new LendingCardHost(kernel) : kernel);
  },
};
