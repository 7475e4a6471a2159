// Links in tables and figures take the focus, and the notebook would take the keys pressed there for its commands:
// `x` would delete the table.
const PLACES = ".jp-Notebook :is(.imuran-evidence, .imuran-figure)";

export function keepEvidenceKeys() {
  document.body.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (plain && (event.target as Element | null)?.closest?.(PLACES)) event.stopPropagation();
  });
}
