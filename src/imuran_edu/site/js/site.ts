// The script of a folder of static pages: it draws the page that it stands on from the data beside it.
import { SiteShell } from "./shell.ts";

const notebook = document.documentElement.dataset.notebook;
if (notebook) new SiteShell(notebook).start();
