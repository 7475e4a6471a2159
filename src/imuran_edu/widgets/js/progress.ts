// The progress card, as anywidget calls it.
import { KernelCardHost } from "./hosts/kernel.ts";
import { mountProgress } from "./mount_progress.ts";
import type { RenderContext } from "./widget.ts";

export default {
  render: ({ model, el }: RenderContext) => mountProgress(el, new KernelCardHost(model)),
};
