// When an assignment is due, as every card says that hands it in. Pure.
import { language, t } from "./words.ts";

/** The dates of an assignment, as `core/dates_file.py` tells them; moments are ISO 8601 in UTC. */
export interface Dates {
  /** The course's time zone, such as `Europe/Berlin`. */
  zone: string;
  due: string;
  /** By section, where these have dates of their own. */
  sections: Record<string, string>;
  /** What lateness costs, in a sentence. */
  penalty: string;
  /** The reader's own date; `""` if it is the class's. */
  own: string;
}

const DAY = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
const TIME = { hour: "2-digit", minute: "2-digit" } as const;

/** What to say, line by line; none if there are no dates. `here` is the reader's time zone. */
export function dueWords(dates: Dates | null, here?: string): string[] {
  if (!dates) return [];
  const at = (moment: string) => when(moment, dates.zone, here);
  const lines = dates.own
    ? [t("Due for you: {time}", { time: at(dates.own) })]
    : [
        t("Due: {time}", { time: at(dates.due) }),
        ...Object.entries(dates.sections).map(([name, moment]) =>
          t("Section {name}: {time}", { name, time: at(moment) }),
        ),
      ];
  return dates.penalty ? [...lines, dates.penalty] : lines;
}

/** A moment by the course's clock, and by the reader's where that shows another time. */
function when(moment: string, zone: string, here?: string): string {
  const date = new Date(moment);
  const locale = language() === "en" ? "en-GB" : language();
  const told = (timeZone?: string) =>
    new Intl.DateTimeFormat(locale, { ...DAY, ...TIME, timeZone }).format(date);
  const [time, local] = [told(zone), told(here)];
  if (time === local) return t("{time} ({zone})", { time, zone });
  return t("{time} ({zone}); by your clock {local}", { time, zone, local });
}
