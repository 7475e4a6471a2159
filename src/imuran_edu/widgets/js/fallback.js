// What every widget of the course shares: the text that stands in for it where widgets cannot run.

/** Call back once `node` is on the page: anywidget renders before it is. */
function whenAttached(node, callback) {
  if (node.isConnected) {
    callback();
    return () => {};
  }
  const observer = new ResizeObserver(() => {
    if (!node.isConnected) return;
    observer.disconnect();
    callback();
  });
  observer.observe(node);
  return () => observer.disconnect();
}

/**
 * Hide the plain text that stands in for a widget in the same output area; it may be added a moment later.
 * @returns {Function} shows it again, unless another live widget is still there
 */
function hideStandIn(root) {
  const area = root.closest(".jp-OutputArea");
  if (!area) return () => {};
  const hide = () => area.querySelectorAll(".imuran-static:not([hidden])").forEach((node) => { node.hidden = true; });
  const observer = new MutationObserver(hide);
  observer.observe(area, { childList: true, subtree: true });
  hide();
  return () => {
    observer.disconnect();
    if (!area.querySelector(".imuran, .imuran-shown")) area.querySelectorAll(".imuran-static").forEach((node) => { node.hidden = false; });
  };
}
