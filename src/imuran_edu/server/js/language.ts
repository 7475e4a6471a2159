// The interface speaks the language that JupyterLab is set to, where there is a translation.
import { LANGUAGES } from "../../widgets/js/generated/languages.ts";
import { pageStorage, parsed } from "../../widgets/js/page_storage.ts";
import { setWords, type Words } from "../../widgets/js/words.ts";

// known only while the script is first run; the texts lie beside it
const here = (document.currentScript as HTMLScriptElement | null)?.src ?? "";

/** The translation that fits a language such as "fr-CA": its own, that of its family, or none. */
export function fitting(language: string, known: readonly string[]): string | null {
  const [family = "", region = ""] = language.split(/[-_]/);
  const wanted = [`${family.toLowerCase()}_${region.toUpperCase()}`, family.toLowerCase()];
  return wanted.find((each) => known.includes(each)) ?? null;
}

const LAST = "imuran-edu:words";

/** Speak as at the last visit, until JupyterLab says which language it is set to. */
export function useLastLanguage(): void {
  const words = parsed(pageStorage.get(LAST)) as Words | null;
  if (words) setWords(words);
}

/** Fetch the language's texts; English stays where there are none, or they do not come. */
export async function useLanguage(language: string): Promise<void> {
  const name = fitting(language, LANGUAGES);
  if (!name || !here) {
    pageStorage.remove(LAST);
    setWords(null);
    return;
  }
  try {
    const reply = await fetch(new URL(`words/${name}.json`, here));
    if (!reply.ok) return;
    const words = await reply.text();
    setWords(JSON.parse(words) as Words);
    pageStorage.set(LAST, words);
  } catch (error) {
    console.warn("imuran-edu: the interface stays English:", error);
  }
}
