// The controls of an explorer: a range with its number, a list, a tick, a text, a day; and buttons that set several.
import { button, el, newId } from "../dom.ts";
import type { ExplorerControl, ExplorerView } from "../generated/protocol.ts";
import { t } from "../words.ts";
import { decimals, presetValues, sameValues, snapped, startValues, type Values } from "./values.ts";

interface Control {
  node: HTMLElement;
  set(value: unknown): void;
}

type Change = (values: Values) => void;

export interface Controls {
  node: HTMLElement;
  /** Show these values. */
  set(values: Values): void;
}

/** @param live whether there is a kernel: without one only what was drawn beforehand can be shown */
export function makeControls(
  view: ExplorerView,
  live: boolean,
  now: () => Values,
  change: Change,
): Controls {
  const controls = new Map(view.controls.map((each) => [each.id, makeControl(each, change)]));
  const presets = view.presets.map(({ name, values: own }) => {
    const values = () => presetValues(view, own, now(), new Date());
    return { values, node: button(name, () => change(values()), { class: "imuran-preset" }) };
  });
  const reset = button(t("Reset"), () => change(startValues(view, new Date())), {
    class: "imuran-preset imuran-reset",
  });
  const buttons = el(
    "div",
    { class: "imuran-presets", role: "group", "aria-label": t("Settings to try") },
    ...presets.map((each) => each.node),
    reset,
  );
  const fields = el(
    "div",
    { class: "imuran-fields" },
    ...[...controls.values()].map((each) => each.node),
  );
  if (!live)
    for (const field of fields.querySelectorAll("input, select"))
      field.setAttribute("disabled", "");
  return {
    node: el("div", { class: "imuran-controls" }, fields, buttons),
    set(values) {
      for (const [id, control] of controls) control.set(values[id]);
      for (const each of presets) {
        each.node.setAttribute("aria-pressed", String(sameValues(each.values(), values)));
      }
    },
  };
}

function makeControl(given: ExplorerControl, change: Change): Control {
  if (given.kind === "slider") return makeSlider(given, change);
  if (given.kind === "choice") return makeList(given, change);
  if (given.kind === "switch") return makeTick(given, change);
  return makeField(given, change);
}

function makeSlider(given: ExplorerControl, change: Change): Control {
  const { id, label, low, high, step = 1, unit = "" } = given;
  const ends = { min: low, max: high, step };
  const places = decimals(step);
  const name = newId();
  const range = el("input", {
    type: "range",
    id: name,
    class: "imuran-range",
    ...ends,
    on: { input: () => change({ [id]: snapped(given, Number(range.value)) }) },
  });
  const number = el("input", {
    type: "number",
    class: "imuran-field imuran-small-field",
    ...ends,
    "aria-label": unit ? `${label}, ${unit}` : t("{label}, as a number", { label }),
    on: {
      change: () => {
        const typed = number.valueAsNumber;
        if (!Number.isNaN(typed)) change({ [id]: snapped(given, typed) });
        else number.value = Number(range.value).toFixed(places);
      },
    },
  });
  const words = el("label", { class: "imuran-control-name", for: name, text: label });
  const value = el("span", { class: "imuran-value" }, number, unit && el("span", { text: unit }));
  return {
    node: el("div", { class: "imuran-control imuran-slider" }, words, value, range),
    set(given) {
      const text = Number(given).toFixed(places);
      range.value = text;
      range.setAttribute("aria-valuetext", unit ? `${text} ${unit}` : text);
      // what is being typed is not taken away
      if (document.activeElement !== number || number.valueAsNumber !== Number(given))
        number.value = text;
      const share = (Number(given) - (low ?? 0)) / ((high ?? 1) - (low ?? 0));
      range.style.setProperty("--imuran-share", `${100 * share}%`);
    },
  };
}

function makeList({ id, label, options = [] }: ExplorerControl, change: Change): Control {
  const name = newId();
  const list = el(
    "select",
    { id: name, class: "imuran-field", on: { change: () => change({ [id]: list.value }) } },
    ...options.map((option) => el("option", { value: option.value, text: option.text })),
  );
  const words = el("label", { class: "imuran-control-name", for: name, text: label });
  return {
    node: el("div", { class: "imuran-control" }, words, list),
    set(value) {
      list.value = String(value);
    },
  };
}

function makeTick({ id, label }: ExplorerControl, change: Change): Control {
  const box = el("input", {
    type: "checkbox",
    on: { change: () => change({ [id]: box.checked }) },
  });
  return {
    node: el("label", { class: "imuran-control imuran-tick" }, box, el("span", { text: label })),
    set(value) {
      box.checked = value === true;
    },
  };
}

/** A day, or a short text, which counts once it is typed to its end. */
function makeField({ id, kind, label, hint }: ExplorerControl, change: Change): Control {
  const name = newId();
  const day = kind === "date";
  const field = el("input", {
    id: name,
    class: "imuran-field",
    type: day ? "date" : "text",
    placeholder: hint,
    maxlength: day ? null : 100,
    on: { change: () => change({ [id]: day && !field.value ? null : field.value }) },
  });
  const words = el("label", { class: "imuran-control-name", for: name, text: label });
  return {
    node: el("div", { class: "imuran-control" }, words, field),
    set(value) {
      if (field.value !== value) field.value = String(value ?? "");
    },
  };
}
