// Made by build.mjs from static/words. Do not edit.
export const LANGUAGES = ["ar_XB", "en_XA"];
