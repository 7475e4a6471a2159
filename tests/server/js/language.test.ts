import { expect, test, vi } from "vitest";

vi.stubGlobal("document", { currentScript: null });
const { fitting } = await import("../../../src/imuran_edu/server/js/language.ts");

test("a language finds its own translation, its family's, or none", () => {
  const known = ["fr", "pt_BR", "en_XA"];
  expect(fitting("fr-CA", known)).toBe("fr");
  expect(fitting("pt_br", known)).toBe("pt_BR");
  expect(fitting("pt", known)).toBe(null);
  expect(fitting("en", known)).toBe(null);
  expect(fitting("en-XA", known)).toBe("en_XA");
});
