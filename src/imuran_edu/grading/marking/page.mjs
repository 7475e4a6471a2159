// The page of `imuran-edu mark`: one question across all students. All answers are here at once,
// so the next one is on the page without a word to the server.

const token = location.hash.slice(1);
const by = (id) => document.getElementById(id);
const state = { about: null, question: null, answers: [], comments: [], at: 0 };

let saving = 0; // marks on their way

addEventListener("beforeunload", (event) => {
  if (saving) event.preventDefault(); // the browser asks before it closes the page
});

async function ask(path, data) {
  const headers = { Authorization: `Bearer ${token}` };
  const body = data && JSON.stringify(data);
  const how = data ? { method: "POST", headers, body, keepalive: true } : { headers };
  let found;
  saving += data ? 1 : 0;
  try {
    const reply = await fetch(path, how);
    found = await reply.json();
    if (reply.ok) return found;
  } catch {
    found = { problem: "the command has ended; start imuran-edu mark again" };
  } finally {
    saving -= data ? 1 : 0;
  }
  throw new Error(found.problem);
}

function tell(message) {
  by("problem").textContent = message;
  by("problem").hidden = !message;
}

const question = () => state.about.questions.find((each) => each.id === state.question);
const marked = (each) => each.points !== null && !each.waits;

async function open(name) {
  state.question = name;
  const found = await ask(`api/answers?question=${encodeURIComponent(name)}`);
  Object.assign(state, { answers: found.answers, comments: found.comments, at: 0 });
  by("stem").innerHTML = question().stem; // the course's own, made safe by Python
  by("rubric").replaceChildren(
    ...question().levels.map((level) => {
      const item = document.createElement("li");
      item.innerHTML = `<strong>${level.title}</strong>, ${level.points}: ${level.earns}`;
      return item;
    }),
  );
  const first = state.answers.findIndex((each) => !marked(each));
  agree(found.agreement);
  go(Math.max(first, 0));
}

function agree(found) {
  by("agreement").textContent = found
    .map(({ markers, answers, same, kappa }) => {
      const value = kappa === null ? "not defined" : kappa.toFixed(2);
      return `${markers.join(" and ")}: weighted kappa ${value}, ${same} of ${answers} the same`;
    })
    .join("; ");
}

function go(at) {
  state.at = Math.min(Math.max(at, 0), Math.max(state.answers.length - 1, 0));
  draw();
}

function draw() {
  const done = state.answers.filter(marked).length;
  by("bar").max = Math.max(state.answers.length, 1);
  by("bar").value = done;
  by("count").textContent = state.answers.length
    ? `${done} of ${state.answers.length} marked`
    : state.about.second
      ? "Nobody else has marked an answer to this question yet."
      : "Nobody has answered this question.";
  const shown = [state.at - 1, state.at, state.at + 1];
  by("cards").replaceChildren(
    ...shown.map((at) => (state.answers[at] ? card(at) : document.createElement("div"))),
  );
}

function card(at) {
  const each = state.answers[at];
  const made = by("card").content.firstElementChild.cloneNode(true);
  const part = (name) => made.querySelector(`.${name}`);
  const now = at === state.at;
  made.classList.toggle("now", now);
  part("open").textContent = `Answer ${at + 1}`;
  part("open").onclick = () => go(at);
  part("state").textContent = marked(each)
    ? `${each.points} of ${question().points}`
    : each.points === null
      ? "not marked"
      : `${each.points}, and the text has changed`;
  part("state").classList.toggle("done", marked(each));
  const closest = [...each.alike].sort((one, two) => two[1] - one[1]);
  for (const [other, percent] of closest.slice(0, 3)) {
    const link = document.createElement("button");
    link.type = "button";
    link.textContent = `${percent} % the same as answer ${other + 1}`;
    link.onclick = () => go(other);
    part("alike").append(link, " ");
  }
  if (closest.length > 3) part("alike").append(`and ${closest.length - 3} more`);
  part("answer").textContent = each.text;
  if (now) form(made, part, each, at);
  return made;
}

function form(made, part, each, at) {
  question().levels.forEach((level, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.innerHTML = `<kbd>${place + 1}</kbd> ${level.title} (${level.points})`;
    button.setAttribute("aria-pressed", String(each.points === level.points));
    button.onclick = () => give(at, level.points, part("comment").value);
    part("levels").append(button);
  });
  part("points").value = each.points ?? "";
  part("points").max = question().points;
  part("comment").value = each.comment;
  part("comment").oninput = () => {
    each.draft = part("comment").value;
  };
  if (each.draft !== undefined) part("comment").value = each.draft;
  for (const text of state.comments.slice(0, 30)) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.onclick = () => {
      const said = part("comment").value.trim();
      if (!said.includes(text)) part("comment").value = said ? `${said}\n${text}` : text;
      each.draft = part("comment").value;
      part("comment").focus();
    };
    part("again").append(button);
  }
  part("back").disabled = at === 0;
  part("next").disabled = at === state.answers.length - 1;
  part("back").onclick = () => go(at - 1);
  part("next").onclick = () => go(at + 1);
  made.querySelector("form").onsubmit = (event) => {
    event.preventDefault();
    save(at, part);
  };
}

function save(at, part) {
  const typed = part("points").value.trim();
  if (typed === "") {
    tell("Give points first: a level, or a number.");
    return Promise.resolve(false);
  }
  return give(at, Number(typed), part("comment").value);
}

async function give(at, points, comment) {
  const each = state.answers[at];
  const before = { points: each.points, waits: each.waits, comment: each.comment };
  Object.assign(each, { points, waits: false, comment, draft: undefined });
  draw();
  try {
    const name = state.question;
    const found = await ask("api/mark", { question: name, number: at, points, comment });
    if (name === state.question) {
      state.comments = found.comments;
      agree(found.agreement);
    }
    tell("");
    return true;
  } catch (error) {
    Object.assign(each, before, { draft: comment });
    tell(`Not saved: ${error.message}`);
    draw();
    return false;
  }
}

function nextOpen() {
  const order = [...state.answers.keys()];
  const rest = [...order.slice(state.at + 1), ...order.slice(0, state.at)];
  const found = rest.find((at) => !marked(state.answers[at]));
  go(found ?? state.at + 1);
}

const field = (name) => document.querySelector(`.card.now .${name}`);

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("textarea, input, select");
  if (typing) {
    if (event.key === "Escape") event.target.blur();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save(state.at, field).then((saved) => saved && nextOpen());
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !state.question) return;
  const level = question().levels[Number(event.key) - 1];
  if (level && /^[1-9]$/.test(event.key)) give(state.at, level.points, field("comment").value);
  else if (event.key === "ArrowRight") go(state.at + 1);
  else if (event.key === "ArrowLeft") go(state.at - 1);
  else if (event.key === "Enter" && !event.target.matches("button, summary")) nextOpen();
  else if (event.key === "c") field("comment").focus();
  else return;
  event.preventDefault();
});

async function start() {
  state.about = await ask("api/about");
  by("title").textContent = state.about.second
    ? `${state.about.assignment}: a second look, by ${state.about.marker}`
    : `${state.about.assignment}: written answers`;
  by("question").append(...state.about.questions.map((each) => new Option(each.id, each.id)));
  by("question").onchange = () => open(by("question").value).catch((error) => tell(error.message));
  by("choose").hidden = state.about.questions.length < 2;
  await open(state.about.questions[0].id);
}

start().catch((error) => tell(error.message));
