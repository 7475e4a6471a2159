// Made by build.mjs from the files of questions/types. Do not edit.
import essay from "../../../questions/types/essay.ts";
import matching from "../../../questions/types/matching.ts";
import multiple_response from "../../../questions/types/multiple_response.ts";
import numeric from "../../../questions/types/numeric.ts";
import ordering from "../../../questions/types/ordering.ts";
import short_text from "../../../questions/types/short_text.ts";
import single_choice from "../../../questions/types/single_choice.ts";
import true_false from "../../../questions/types/true_false.ts";

export const TYPES = [essay, matching, multiple_response, numeric, ordering, short_text, single_choice, true_false].flat();
