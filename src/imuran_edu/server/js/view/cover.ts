// The view lies over the whole page: while it does, nothing below takes keys, focus or a screen reader's cursor.

const COVERED = "imr-reading";

function below(): HTMLElement | null {
  return document.getElementById("main");
}

/** Put the view over Jupyter's page. */
export function cover(node: HTMLElement) {
  if (!node.isConnected) document.body.append(node);
  document.body.classList.add(COVERED);
  const main = below();
  if (main) main.inert = true;
}

/** Take it away. */
export function uncover(node: HTMLElement) {
  node.remove();
  document.body.classList.remove(COVERED);
  const main = below();
  if (main) main.inert = false;
}

/** JupyterLab makes its page anew while the view is there already: cover that too. */
export function coverAgain(node: HTMLElement) {
  if (node.isConnected) cover(node);
}

/** Do something with what lies below, as if nothing lay over it. */
export function liftedFor(node: HTMLElement, act: () => void) {
  const main = below();
  if (main) main.inert = false;
  document.body.classList.remove(COVERED); // what is not visible takes no focus
  act();
  coverAgain(node);
}

/** Keep keys from Jupyter: it would take them for its commands. What the browser does with them stays. */
export function guardKeys(node: HTMLElement) {
  const guard = (event: KeyboardEvent) => {
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && !event.altKey && key === "s") event.preventDefault();
    event.stopPropagation();
  };
  node.addEventListener("keydown", guard);
  // with the focus nowhere, keys go to the body, and Jupyter listens there
  window.addEventListener(
    "keydown",
    (event) => {
      if (node.isConnected && event.target === document.body) guard(event);
    },
    true,
  );
}
