// Unit tests of the page's script: `*.dom.test.ts` in the system's Chromium, the others in Node.
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-component-update"];
const TESTS = "../tests/**/*.test.ts";
const DOM_TESTS = "../tests/**/*.dom.test.ts";

export default defineConfig({
  server: { fs: { allow: [".."] } },
  test: {
    projects: [
      {
        extends: true,
        test: { name: "pure", globals: true, include: [TESTS], exclude: [DOM_TESTS] },
      },
      {
        extends: true,
        test: {
          name: "page",
          globals: true,
          include: [DOM_TESTS],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath, args } }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
