// Today, as anywidget calls it.
import { KernelCourseHost } from "./hosts/course.ts";
import { mountToday } from "./mount_today.ts";
import type { RenderContext } from "./widget.ts";

export default {
  render: ({ model, el }: RenderContext) => mountToday(el, new KernelCourseHost(model)),
};
