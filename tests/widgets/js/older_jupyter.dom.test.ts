import { olderJupyter, sayIfOlder } from "../../../src/imuran_edu/widgets/js/older_jupyter.ts";

const page = globalThis as { Jupyter?: unknown; imuranSaidOlder?: true };

function jupyter(appName: string, appVersion: string) {
  const config = document.createElement("script");
  config.id = "jupyter-config-data";
  config.type = "application/json";
  config.textContent = JSON.stringify({ appName, appVersion });
  document.head.append(config);
}

afterEach(() => {
  document.getElementById("jupyter-config-data")?.remove();
  delete page.Jupyter;
  delete page.imuranSaidOlder;
});

test.each([
  ["JupyterLab", "4.2.7", true],
  ["JupyterLab", "3.6.8", true],
  ["JupyterLab", "4.4.0", false],
  ["JupyterLab", "4.10.1", false],
  ["JupyterLab", "5.0.0a1", false],
  ["Jupyter Notebook", "7.3.2", true],
  ["Jupyter Notebook", "7.4.0", false],
  ["Another", "1.0", false],
])("%s %s", (name, version, older) => {
  jupyter(name, version);
  expect(olderJupyter()).toBe(older ? `${name} ${version}` : "");
});

test("the classic notebook is older; a page that tells nothing is not", () => {
  expect(olderJupyter()).toBe("");
  page.Jupyter = { notebook: {}, version: "6.5.7" };
  expect(olderJupyter()).toBe("Notebook 6.5.7");
});

test("it is said once on a page, and never where Jupyter is new enough", () => {
  const [one, two] = [document.createElement("div"), document.createElement("div")];
  sayIfOlder(one);
  jupyter("JupyterLab", "4.2.7");
  sayIfOlder(one);
  sayIfOlder(two);
  expect(one.textContent).toContain("JupyterLab 4.2.7 is older than this course supports");
  expect(one.children).toHaveLength(1);
  expect(two.children).toHaveLength(0);
});
