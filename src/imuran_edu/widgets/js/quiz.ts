// A practice quiz or a graded question, as anywidget calls it.
import { button, el, icon, keepKeys, liveRegion, setText, show } from "./dom.ts";
import { makeInline, makePractice } from "./practice.ts";
import { OWN, type Store, storeOf } from "./store.ts";
import { mount, type RenderContext } from "./widget.ts";

/** The banner for what concerns the storage as a whole. */
function makeNotice(store: Store) {
  const text = el("span");
  const again = button("Try saving again", () => store.saveAgain());
  const sign = el("span", { class: "imuran-banner-icon" });
  const node = el("div", { class: "imuran-banner imuran-notice", hidden: true }, sign, text, again);
  return {
    node,
    update() {
      const { problem } = store.delivery(OWN);
      const { level, text: words } = problem ? { level: "error", text: problem } : store.notice;
      // The role comes before the words: only then is the alert read out.
      node.setAttribute("role", level === "info" ? "status" : "alert");
      node.dataset.level = level;
      sign.replaceChildren(icon(level === "info" ? "info" : "warning"));
      show(node, level !== "none" && Boolean(words));
      setText(text, level === "none" ? "" : words);
      show(again, level === "error");
    },
  };
}

function render({ model, el: host }: RenderContext) {
  const store = storeOf(model);
  const live = liveRegion();
  const notice = makeNotice(store);
  // With two views of one model only the one that is used speaks.
  const say = (text: string) => {
    if (store.views.size === 1 || root.contains(document.activeElement)) live.say(text);
  };
  const body = store.practice && store.title ? makePractice(store, say) : makeInline(store, say);
  const props = { class: "imuran", "data-mode": store.mode, "data-lm-suppress-shortcuts": "true" };
  const root = el("div", props, notice.node, body.node, live.node);
  keepKeys(root, (event) => {
    if (event.key.toLowerCase() !== "s" || event.altKey) return;
    event.preventDefault();
    store.flushAll();
  });

  const view = {
    update(id: string) {
      if (id === OWN) notice.update();
      else body.update(id);
    },
    rebuild() {
      const inside = root.contains(document.activeElement);
      body.build();
      notice.update();
      if (inside) body.focusStart();
    },
  };
  store.views.add(view);
  body.build();
  notice.update();
  const unmount = mount(host, root, () => {
    store.page ||= root.closest(".jp-NotebookPanel")?.id ?? "";
    store.recover();
  });
  const leave = () => store.flushAll();
  window.addEventListener("pagehide", leave);
  return () => {
    leave();
    window.removeEventListener("pagehide", leave);
    store.views.delete(view);
    unmount();
  };
}

export { judge } from "./score.ts"; // for those who hold it against its twin in Python

export default {
  initialize({ model }: RenderContext) {
    storeOf(model);
  },
  render,
};
