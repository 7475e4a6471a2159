// A practice quiz or a graded question, as anywidget calls it.
import type { LessonView, Loaded, QuestionView } from "./generated/protocol.ts";
import { KernelHost } from "./hosts/kernel.ts";
import { drawStore } from "./mount.ts";
import { Store } from "./store.ts";
import type { Model, RenderContext } from "./widget.ts";

// anywidget hands out a new model object to every call, but the traits inside are the same objects.
const STORES = new WeakMap<object, Store>();

/** The one store of a model. */
function storeOf(model: Model): Store {
  const questions = model.get("questions") as QuestionView[];
  const known = STORES.get(questions);
  if (known) return known;
  const data = {
    mode: model.get("mode") as "practice" | "graded",
    title: String(model.get("title")),
    introduction: String(model.get("introduction")),
    round_id: String(model.get("round_id")),
    questions,
    lesson: model.get("lesson") as LessonView,
    loaded: model.get("loaded") as Loaded,
  };
  const store = new Store(data, new KernelHost(model));
  STORES.set(questions, store);
  return store;
}

export { judge } from "./score.ts"; // for those who hold it against its twin in Python

export default {
  initialize({ model }: RenderContext) {
    storeOf(model);
  },
  render: ({ model, el }: RenderContext) => drawStore(el, storeOf(model)),
};
