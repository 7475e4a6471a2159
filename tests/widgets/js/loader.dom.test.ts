// The few lines that every quiz sends: where the style goes.
import type { RenderContext } from "../../../src/imuran_edu/widgets/js/widget.ts";

const SHIPPED = {
  script: "export default { render({ el }) { el.innerHTML = '<p class=imuran>x</p>'; } }",
  style: ".imuran { color: rgb(1, 2, 3); }",
};

test("a quiz has its style on the page and in a shadow tree, once", async () => {
  Object.assign(globalThis, { DIGEST: "a-digest", SHIPPED });
  const { default: loader } = await import("../../../src/imuran_edu/widgets/js/loader.ts");
  const model = { on() {}, off() {}, send() {} };
  const place = document.createElement("div");
  document.body.append(place);
  const shadow = place.attachShadow({ mode: "open" });
  for (const root of [document.body, shadow, shadow]) {
    const el = document.createElement("div");
    root.append(el);
    await loader.render({ model, el } as unknown as RenderContext);
    const drawn = el.querySelector("p") as HTMLElement;
    expect(getComputedStyle(drawn).color).toBe("rgb(1, 2, 3)");
  }
  expect(shadow.adoptedStyleSheets.length).toBe(1);
});
