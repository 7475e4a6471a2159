// What an explorer shows: a picture with words for those who cannot see it, or a table.

function render({ model, el }) {
  const root = document.createElement("div");
  root.className = "imuran-shown";
  const image = document.createElement("img");
  image.className = "imuran-picture";
  image.style.cssText = "display:block;width:100%;height:auto;border-radius:6px";
  let address = "";
  const show = () => {
    const html = model.get("html");
    if (html) {
      root.innerHTML = html;
      return;
    }
    const old = address;
    address = URL.createObjectURL(new Blob([model.get("png")], { type: "image/png" }));
    image.src = address;
    if (old) URL.revokeObjectURL(old);
    if (!image.isConnected) root.replaceChildren(image);
  };
  const say = () => (image.alt = model.get("alt"));
  model.on("change:png change:html", show);
  model.on("change:alt", say);
  say();
  show();
  el.append(root);
  let showStandIn = () => {};
  const stop = whenAttached(root, () => (showStandIn = hideStandIn(root)));
  return () => {
    stop();
    model.off("change:png change:html", show);
    model.off("change:alt", say);
    URL.revokeObjectURL(address);
    root.remove();
    showStandIn();
  };
}

export default { render };
