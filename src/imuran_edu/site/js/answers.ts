// Answers on pages without a server: the browser keeps them, for all pages of the course alike.
import type { Loaded, Parcel } from "../../widgets/js/generated/protocol.ts";
import { BrowserHost } from "../../widgets/js/hosts/browser.ts";
import { SiteStorage } from "./storage.ts";

export const storage = new SiteStorage();

let asked = false;

/** Ask the browser not to drop what it keeps when room gets short. Only some answer, and some ask the reader. */
function askToKeep() {
  if (asked) return;
  asked = true;
  navigator.storage?.persist?.().catch(() => {}); // missing where a page is not from https
}

export class SiteHost extends BrowserHost {
  constructor() {
    super(storage);
  }

  override async save(parcel: Parcel): Promise<Loaded> {
    askToKeep();
    return super.save(parcel);
  }
}

export const host = new SiteHost();
