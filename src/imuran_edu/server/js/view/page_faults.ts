// What goes wrong with a page, in a sentence, with the buttons that help.
import { t } from "../../../widgets/js/words.ts";
import type { Asked } from "./address.ts";
import type { Notices } from "./parts.ts";
import { restoreLesson } from "./server.ts";

export interface FaultActions {
  /** What is the matter while a page does not come. */
  silence(): string;
  /** Show a page anew. */
  open(asked: Asked): unknown;
  close(): void;
  openNotebook?: ((path: string) => void) | undefined;
}

export class PageFaults {
  private readonly notices: Notices;
  private readonly actions: FaultActions;

  constructor(notices: Notices, actions: FaultActions) {
    this.notices = notices;
    this.actions = actions;
  }

  /** The page did not come. */
  noAnswer(asked: Asked) {
    const act = () => {
      this.notices.clear();
      this.actions.open({ ...asked });
    };
    this.notices.say("page", this.actions.silence(), [{ label: t("Try again"), act }]);
  }

  /** The file cannot be shown as a page. */
  broken(asked: Asked, problem: string, changed: boolean) {
    const { openNotebook } = this.actions;
    const act = () => openNotebook?.(asked.path);
    const notebook = openNotebook ? [{ label: t("Open as a notebook"), act }] : [];
    this.notices.say("page", problem, changed ? [this.restore(asked), ...notebook] : notebook);
  }

  /** The copy of a lesson is not what the course says. */
  changed(asked: Asked) {
    const text = t("This copy of the lesson was changed: it is not what the course says.");
    this.notices.say("changed", text, [this.restore(asked)]);
  }

  private restore(asked: Asked) {
    const act = async () => {
      try {
        const { aside } = await restoreLesson(asked.path);
        this.actions.close();
        await this.actions.open({ ...asked });
        this.notices.say(
          "changed",
          t("The lesson is back. Your changed copy is kept as {aside}.", { aside }),
          [{ label: t("Close"), act: () => this.notices.say("changed", "") }],
        );
      } catch (error) {
        this.notices.say("changed", String((error as Error).message), [this.restore(asked)]);
      }
    };
    return { label: t("Restore this lesson; your answers stay"), act };
  }
}
