// All unit tests of the pure modules in Node, with happy-dom in place of a browser.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globals: true,
    environment: "happy-dom",
    testTimeout: 60_000,
    include: [
      "tests/widgets/js/{engine,variants,text,cuts,store.dom,server_host.dom}.test.ts",
      "tests/site/js/*.test.ts",
      "tests/mutation/page/twins.mutants.ts",
    ],
  },
});
