// Explorers live in one tab at a time: the newest goes on, the others say so.
import { pageConfig } from "../../../widgets/js/hosts/jupyter.ts";

interface Taken {
  root: string;
  path: string;
  by: string;
}

export class Tabs {
  private readonly channel = new BroadcastChannel("imuran-edu");
  private readonly id = crypto.getRandomValues(new Uint32Array(2)).join("-");
  private readonly root = `${pageConfig("serverRoot")}${pageConfig("baseUrl")}`;

  /** @param yielded is called when another tab takes a page over */
  constructor(yielded: (path: string) => void) {
    this.channel.onmessage = ({ data }: MessageEvent<Taken>) => {
      if (data.root === this.root && data.by !== this.id) yielded(data.path);
    };
  }

  /** This tab shows the explorers of a page from now on. */
  take(path: string) {
    this.channel.postMessage({ root: this.root, path, by: this.id } satisfies Taken);
  }
}
