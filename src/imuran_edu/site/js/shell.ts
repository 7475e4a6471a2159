// Joins the reading view to a static page: other pages are other files, and a section is the part behind the `#`.
import { type Asked, nameOf } from "../../server/js/view/address.ts";
import type { Shell } from "../../server/js/view/open_page.ts";
import { ReadingView } from "../../server/js/view/view.ts";
import { mountExplorer } from "../../widgets/js/explorer/explorer.ts";
import { t } from "../../widgets/js/words.ts";
import { storage } from "./answers.ts";
import { type CourseData, courseData, type DrawnCell, pageOf } from "./data.ts";
import { addressOf, siteHome } from "./home.ts";
import { downloadProgress, fleeting } from "./kept.ts";

export class SiteShell implements Shell {
  readonly view: ReadingView;
  private readonly notebook: string;

  /** @param notebook that this page was made of */
  constructor(notebook: string) {
    this.notebook = notebook;
    this.view = new ReadingView(this, siteHome);
    window.addEventListener("popstate", () => this.start());
    const links = (event: Event) => followPages(event.target);
    for (const sign of ["pointerover", "focusin", "click"])
      this.view.node.addEventListener(sign, links, true);
  }

  async start() {
    await this.view.open({ path: this.notebook, fragment: decoded(location.hash.slice(1)) });
  }

  go({ path, fragment }: Asked) {
    location.assign(addressOf(path, fragment));
  }

  /** The view has taken the place of the text that stands here for those without scripts. */
  shown() {
    document.getElementById("main")?.remove();
    storage.whenFleeting(() =>
      this.view.notices.say("kept", fleeting(), [
        { label: t("Download my progress"), act: downloadProgress },
      ]),
    );
  }

  explorer = (path: string, place: HTMLElement, cell: string) => {
    let end = () => {};
    let ended = false;
    pageOf(nameOf(path)).then(({ cells }) => {
      const found = cells.find(({ id }) => id === cell) as DrawnCell | undefined;
      if (!found?.explorer || ended) return;
      place.querySelector(".imr-still")?.remove(); // its words promise controls
      end = mountExplorer(place, found.explorer, null);
    });
    return () => {
      ended = true;
      end();
    };
  };
}

/** A link to a notebook leads to its page, also when it is copied or opened in another tab. */
function followPages(target: EventTarget | null) {
  const link = (target as Element | null)?.closest?.("a[href]");
  const [file = "", fragment] = (link?.getAttribute("href") ?? "").split("#", 2);
  const page = (courseData() as CourseData | undefined)?.pages[file];
  if (link && page) link.setAttribute("href", fragment ? `${page}#${fragment}` : page);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
