// A picture whose bytes come from Python, with words for those who cannot see it.

function render({ model, el }) {
  const image = document.createElement("img");
  image.className = "imuran-picture";
  image.style.cssText = "display:block;width:100%;height:auto;border-radius:6px";
  let address = "";
  const show = () => {
    const old = address;
    address = URL.createObjectURL(new Blob([model.get("png")], { type: "image/png" }));
    image.src = address;
    if (old) URL.revokeObjectURL(old);
  };
  const say = () => (image.alt = model.get("alt"));
  model.on("change:png", show);
  model.on("change:alt", say);
  say();
  show();
  el.append(image);
  return () => {
    model.off("change:png", show);
    model.off("change:alt", say);
    URL.revokeObjectURL(address);
  };
}

export default { render };
