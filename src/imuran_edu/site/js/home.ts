// A folder of static pages as the home of the course: its data are scripts, its answers the browser's.
import { inFolder, nameOf } from "../../server/js/view/address.ts";
import type { Home } from "../../server/js/view/home.ts";
import { host } from "./answers.ts";
import { SiteCardHost } from "./card_host.ts";
import { SiteCourseHost } from "./course_host.ts";
import { courseData, courseText, noData, pageOf } from "./data.ts";
import { addKept } from "./kept.ts";

export function addressOf(path: string, fragment: string): string {
  const page = courseData().pages[nameOf(path)] ?? inFolder("", nameOf(path));
  return fragment ? `${page}#${encodeURIComponent(fragment)}` : page;
}

export const siteHome: Home = {
  outline: async () => courseData().outline,
  page: pageOf,
  courseText,
  answers: () => host,
  card: () => new SiteCardHost(),
  course: (_, answers) => new SiteCourseHost(answers),
  address: addressOf,
  silence: noData,
  handIn: () => () => {}, // an assignment is a folder of its own
  addEnd: addKept,
};
