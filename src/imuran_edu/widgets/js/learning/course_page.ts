// A page that says what was mastered and when, to be printed. It claims no more than that. Pure: HTML as text.
import { t, tn } from "../words.ts";
import { dayInWords } from "./calendar.ts";
import type { Course } from "./course.ts";
import { countStates } from "./daily_set.ts";

const escaped = (text: string) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

const STYLE = `:root{color-scheme:light dark}body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif}
table{width:100%;border-collapse:collapse;margin:0 0 1.5rem}td,th{padding:.3rem .6rem .3rem 0;border-bottom:1px solid;text-align:start;vertical-align:top}
td:last-child{white-space:nowrap;text-align:end}h1{font-size:1.5rem}h2{font-size:1.1rem;margin:1.5rem 0 .3rem;break-after:avoid}tr{break-inside:avoid}
@media print{button{display:none}body{margin:0}}`;

/** One row for each objective: how much of it is mastered, and since when. */
export function coursePage({ index, known, today }: Course): string {
  const lessons = index.lessons.flatMap(({ id, title, objectives }) => {
    const rows = objectives.flatMap(({ id: objective, text }) => {
      const own = known.filter(({ card }) => card.objective === objective && card.lesson === id);
      if (!own.length) return [];
      const mastered = own.filter(({ standing }) => standing.mastered);
      const since = mastered
        .map(({ standing }) => standing.since)
        .toSorted()
        .at(-1);
      const whole = mastered.length === own.length && since;
      const words = whole
        ? t("mastered on {day}", { day: dayInWords(since) })
        : t("{n} of {all} mastered", { n: mastered.length, all: own.length });
      return [`<tr><td>${escaped(text)}</td><td>${escaped(words)}</td></tr>`];
    });
    return rows.length ? [`<h2>${escaped(title)}</h2><table>${rows.join("")}</table>`] : [];
  });
  const { mastered, of } = countStates(known);
  const sum = tn(
    "{mastered} of {n} question mastered",
    "{mastered} of {n} questions mastered",
    of,
    {
      mastered,
    },
  );
  const rule = t(
    "A question is mastered when it was answered rightly, without help, on two different days. This page says what was practised in this course; it is no certificate, and proves neither who answered nor fitness to practise.",
  );
  const heading = t("Imuran (azathioprine): what was mastered");
  return `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(heading)}</title><style>${STYLE}</style>
<h1>${escaped(heading)}</h1><p>${escaped(dayInWords(today))}: ${escaped(sum)}.</p><p>${escaped(rule)}</p>
<p><button onclick="print()">${escaped(t("Print"))}</button></p>${lessons.join("")}`;
}
