// All unit tests of the pure modules in Node, with happy-dom in place of a browser.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globals: true,
    environment: "happy-dom",
    testTimeout: 60_000,
    include: [
      "tests/widgets/js/{credit,cuts,engine,reading,score,text,typed_answers,variants}.test.ts",
      "tests/widgets/js/{deliveries,kept_entries,outbox,store,store.dom}.test.ts",
      "tests/widgets/js/{kernel_host,server_host.dom}.test.ts",
      "tests/site/js/**/*.test.ts",
      "tests/mutation/page/twins.mutants.ts",
    ],
  },
});
