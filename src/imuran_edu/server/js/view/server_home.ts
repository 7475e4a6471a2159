// Jupyter's server as the home of the pages.
import { ServerCourseHost } from "../../../widgets/js/hosts/course.ts";
import { ServerCardHost, ServerHost } from "../../../widgets/js/hosts/server.ts";
import { t } from "../../../widgets/js/words.ts";
import { addressOf } from "./address.ts";
import { mountHandIn } from "./hand_in.ts";
import type { Home } from "./home.ts";
import { fetchCourseText, fetchOutline, fetchPage } from "./server.ts";

export const serverHome: Home = {
  outline: fetchOutline,
  page: fetchPage,
  courseText: fetchCourseText,
  answers: (path) => new ServerHost(path),
  card: (path) => new ServerCardHost(path),
  course: (path, answers) => new ServerCourseHost(path, answers),
  address: (path, fragment) => addressOf(path, fragment, location),
  silence: () => t("The page could not be loaded: Jupyter does not answer."),
  handIn: (place, { path, page }, answers, actions) =>
    mountHandIn(place, { path, assignment: page.assignment }, answers, actions),
};
