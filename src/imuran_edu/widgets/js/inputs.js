// One function per question type. Each builds its input once and gives back the same handful of verbs.
//
// @typedef {object} Input
// @property {Node} node
// @property {() => any} get            the answer as it stands, null when nothing was given
// @property {(answer: any) => void} set    show an answer (also null) without reporting a change
// @property {(locked: boolean) => void} lock   after a check: readable, not editable
// @property {(feedback: object|null) => void} mark   show or clear the marks at the options
// @property {() => void} focus
//
// `desk` is what an input may ask of its question:
//   changed(delay)  the answer changed; wait `delay` ms for more before it is sent
//   submit()        Enter was pressed: check it, or save it now
//   say(text)       read out
//   describedBy     ids of the elements that tell what is asked

const TYPING_PAUSE = 400;

/** Radio buttons or checkboxes as full-width rows. */
function choiceInput(view, desk, options, several) {
  const name = newId();
  const rows = options.map(({ id, value, html, text }) => {
    const row = el("div", { class: "imuran-option" });
    const mark = makeMark(row, several ? null : false);
    const box = el("input", {
      type: several ? "checkbox" : "radio", name, value: String(id), "aria-describedby": mark.note.id,
      on: { change: () => desk.changed(0) },
    });
    const label = text === undefined ? el("span", { class: "imuran-html", html }) : el("span", { text });
    row.append(el("label", {}, box, label, mark.badge), mark.note);
    return { id: String(id), value, box, row, mark };
  });
  const chosen = () => rows.filter((row) => row.box.checked);
  return {
    node: el("div", { class: "imuran-options" }, ...rows.map((row) => row.row)),
    get: () => (several ? chosen().map((row) => row.value) : chosen()[0]?.value ?? null),
    set(answer) {
      const wanted = several ? answer ?? [] : [answer];
      for (const row of rows) row.box.checked = wanted.includes(row.value);
    },
    lock(locked) {
      for (const row of rows) row.box.disabled = locked;
    },
    mark(feedback) {
      for (const row of rows) row.mark.show(feedback ? feedback.parts?.[row.id] ?? { mark: "none" } : null, row.box.checked);
    },
    focus: () => (chosen()[0] ?? rows[0])?.box.focus(),
  };
}

/** One line of text with an optional unit and example. */
function lineInput(view, desk, numeric) {
  const fieldId = newId();
  const unitId = newId();
  const exampleId = newId();
  const describedBy = [desk.describedBy, view.example && exampleId].filter(Boolean).join(" ");
  const field = el("input", {
    type: "text", id: fieldId, class: numeric ? "imuran-field imuran-number-field" : "imuran-field",
    inputmode: numeric ? "decimal" : "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    "aria-describedby": describedBy,
    on: {
      input: () => desk.changed(TYPING_PAUSE),
      blur: () => desk.flush(),
      keydown(event) {
        if (event.key === "Enter" && !event.isComposing) desk.submit();
      },
    },
  });
  const unit = view.unit ? el("span", { class: "imuran-unit", id: unitId, text: view.unit }) : null;
  const label = el("label", { for: fieldId, class: "imuran-label", text: "Your answer" });
  if (unit) {
    label.id = newId();
    field.setAttribute("aria-labelledby", `${label.id} ${unitId}`);
  }
  return {
    node: el("div", { class: "imuran-line" }, label, el("div", { class: "imuran-field-row" }, field, unit),
      view.example ? el("div", { class: "imuran-small", id: exampleId }, "For example: ", view.example) : null),
    get: () => (field.value.trim() === "" ? null : field.value),
    set: (answer) => { field.value = answer ?? ""; },
    lock: (locked) => { field.readOnly = locked; },
    mark: (feedback) => { field.dataset.mark = feedback?.status ?? ""; },
    focus: () => field.focus(),
  };
}

/** A long text, marked by hand. */
function textInput(view, desk) {
  const areaId = newId();
  const counterId = newId();
  const counter = el("div", { class: "imuran-small", id: counterId });
  const area = el("textarea", {
    id: areaId, class: "imuran-field", rows: "7", "aria-describedby": `${desk.describedBy} ${counterId}`,
    on: {
      input() {
        tell();
        desk.changed(TYPING_PAUSE);
      },
      blur: () => desk.flush(),
    },
  });
  function tell() {
    const words = area.value.split(/\s+/).filter(Boolean).length;
    setText(counter, view.words ? `${words} of about ${count(view.words, "word")}` : count(words, "word"));
  }
  tell();
  return {
    node: el("div", { class: "imuran-line" },
      view.rubric ? el("details", { class: "imuran-details" }, el("summary", { text: "How this answer is marked" }),
        el("div", { class: "imuran-html", html: view.rubric })) : null,
      el("label", { for: areaId, class: "imuran-label", text: "Your answer" }), area, counter),
    get: () => (area.value.trim() === "" ? null : area.value),
    set(answer) {
      area.value = answer ?? "";
      tell();
    },
    lock: (locked) => { area.readOnly = locked; },
    mark() {},
    focus: () => area.focus(),
  };
}

/** A row with something on the left, a control that answers for it, and room for a mark. */
function pairRow(item, node, control) {
  const row = el("div", { class: "imuran-pair" });
  const mark = makeMark(row, true);
  const group = control.hasAttribute("role");
  const left = el(group ? "div" : "label", { class: "imuran-html imuran-pair-left", id: newId(), html: item.html });
  control.id = newId();
  if (group) control.setAttribute("aria-labelledby", left.id);
  else left.htmlFor = control.id;
  control.setAttribute("aria-describedby", mark.note.id);
  row.append(left,
    el("div", { class: "imuran-pair-right" }, node, mark.badge), mark.note);
  return { row, mark };
}

/** A dict answer from one control per row; null when no row was answered. */
function pairsInput(items, buildControl) {
  const rows = items.map((item) => {
    const control = buildControl(item);
    return { id: item.id, ...control, ...pairRow(item, control.node, control.control ?? control.node) };
  });
  return {
    node: el("div", { class: "imuran-pairs" }, ...rows.map((row) => row.row)),
    get() {
      const given = rows.map((row) => [row.id, row.get()]).filter(([, value]) => value !== null);
      return given.length ? Object.fromEntries(given) : null;
    },
    set: (answer) => rows.forEach((row) => row.set(answer?.[row.id] ?? null)),
    lock: (locked) => rows.forEach((row) => row.lock(locked)),
    mark: (feedback) => rows.forEach((row) => row.mark.show(feedback ? feedback.parts?.[row.id] ?? { mark: "none" } : null, false)),
    focus: () => (rows.find((row) => row.get() === null) ?? rows[0])?.focus(),
  };
}

function matchingInput(view, desk) {
  return pairsInput(view.left, () => {
    const select = el("select", { class: "imuran-field", on: { change: () => desk.changed(0) } },
      el("option", { value: "", text: "Choose…" }),
      ...view.right.map((item) => el("option", { value: item.id, text: item.text })));
    // A closed <select> cuts long text off; an answer that is being judged must be readable in full.
    const full = el("span", { class: "imuran-html", hidden: true });
    return {
      node: el("div", { class: "imuran-match" }, select, full),
      control: select,
      get: () => select.value || null,
      set: (value) => { select.value = view.right.some((item) => item.id === value) ? value : ""; },
      lock(locked) {
        select.disabled = locked;
        setHtml(full, view.right.find((item) => item.id === select.value)?.html ?? "");
        show(full, locked && Boolean(select.value));
        show(select, full.hidden);
      },
      focus: () => select.focus(),
    };
  });
}

function categoriseInput(view, desk) {
  return pairsInput(view.items, () => {
    const name = newId();
    const boxes = view.classes.map((item) =>
      el("input", { type: "radio", name, value: item.id, on: { change: () => desk.changed(0) } }));
    const pills = view.classes.map((item, i) =>
      el("label", { class: "imuran-pill" }, boxes[i], el("span", { class: "imuran-html", html: item.html })));
    return {
      node: el("div", { class: "imuran-pills", role: "radiogroup" }, ...pills),
      get: () => boxes.find((box) => box.checked)?.value ?? null,
      set: (value) => boxes.forEach((box) => { box.checked = box.value === value; }),
      lock: (locked) => boxes.forEach((box) => { box.disabled = locked; }),
      focus: () => (boxes.find((box) => box.checked) ?? boxes[0])?.focus(),
    };
  });
}

/** Items in an order that buttons change. Untouched is not an answer: the shown order is only a shuffle. */
function orderingInput(view, desk) {
  let touched = false;
  let locked = false;
  const list = el("ol", { class: "imuran-order" });
  const rows = new Map(view.items.map((item) => {
    const row = el("li", { class: "imuran-order-item" });
    const mark = makeMark(row, true);
    const up = button(icon("up"), () => move(item, -1), { class: "imuran-icon-button", "aria-label": `Move up: ${item.text}` });
    const down = button(icon("down"), () => move(item, 1), { class: "imuran-icon-button", "aria-label": `Move down: ${item.text}` });
    const place = el("span", { class: "imuran-place", "aria-hidden": "true" });
    row.append(el("div", { class: "imuran-order-line" }, place, el("div", { class: "imuran-html", html: item.html }),
      mark.badge, el("span", { class: "imuran-order-buttons" }, up, down)), mark.note);
    return [item.id, { item, row, mark, up, down, place }];
  }));
  const keep = button("Keep this order", () => {
    touched = true;
    // The button is about to go, and focus must not go with it.
    if (document.activeElement === keep) rows.get(order()[0]).down.focus();
    tell();
    desk.changed(0);
    desk.say("Order kept as your answer.");
  });
  const hint = el("div", { class: "imuran-order-keep" }, keep,
    el("span", { class: "imuran-small", text: "This order is not your answer yet." }));

  const order = () => [...list.children].map((row) => [...rows.values()].find((entry) => entry.row === row).item.id);

  function tell() {
    const ids = order();
    ids.forEach((id, i) => {
      const { place, up, down } = rows.get(id);
      setText(place, `${i + 1}.`);
      // aria-disabled, not disabled: a button that loses `enabled` would drop the focus that follows the item.
      up.setAttribute("aria-disabled", String(locked || i === 0));
      down.setAttribute("aria-disabled", String(locked || i === ids.length - 1));
      show(up.parentNode, !locked);
    });
    show(hint, !touched && !locked);
  }

  function move(item, step) {
    const { row } = rows.get(item.id);
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (locked) return;
    if (!other) {
      desk.say(`${item.text} is already ${step < 0 ? "first" : "last"}.`);
      return;
    }
    // The neighbour is moved, not the item: taking a focused button out of the page would drop its focus.
    if (step < 0) row.after(other);
    else row.before(other);
    touched = true;
    tell();
    desk.changed(0);
    desk.say(`${item.text} is now ${order().indexOf(item.id) + 1} of ${rows.size}.`);
  }

  function arrange(ids) {
    const known = ids.filter((id) => rows.has(id));
    const rest = view.items.map((item) => item.id).filter((id) => !known.includes(id));
    list.append(...[...known, ...rest].map((id) => rows.get(id).row));
  }
  arrange([]);
  tell();

  return {
    node: el("div", {}, list, hint),
    get: () => (touched ? order() : null),
    set(answer) {
      touched = Array.isArray(answer);
      arrange(answer ?? []);
      tell();
    },
    lock(value) {
      locked = value;
      tell();
    },
    mark: (feedback) => rows.forEach(({ mark, item }) => mark.show(feedback ? feedback.parts?.[item.id] ?? { mark: "none" } : null, false)),
    focus: () => rows.get(order()[0])?.down.focus(),
  };
}

const INPUTS = {
  single: (view, desk) => choiceInput(view, desk, view.options.map((option) => ({ ...option, value: option.id })), false),
  multiple: (view, desk) => choiceInput(view, desk, view.options.map((option) => ({ ...option, value: option.id })), true),
  true_false: (view, desk) => choiceInput(view, desk, [
    { id: "true", value: true, text: "True" }, { id: "false", value: false, text: "False" }], false),
  numeric: (view, desk) => lineInput(view, desk, true),
  short_text: (view, desk) => lineInput(view, desk, false),
  written: textInput,
  matching: matchingInput,
  categorise: categoriseInput,
  ordering: orderingInput,
};
