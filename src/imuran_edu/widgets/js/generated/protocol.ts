// Made from widgets/protocol.py. Do not edit.

export type Answer = null | boolean | number | string | Answer[] | { [key: string]: Answer };

/** An option, item, class or partner: its id, its HTML, and the same as plain text. */
export interface Shown {
  id: string;
  html: string;
  text: string;
}

/** A question as the page draws it; which of the later fields are there depends on `type`. `version` is a digest of what is shown of it, and `mixed` names the lists that stand in an order drawn by chance. Only a question of practice has a `key`; `predict` marks one that earns nothing. */
export interface QuestionView {
  id: string;
  type: string;
  number: string;
  points: number;
  stem: string;
  hints: Array<string>;
  version: string;
  of?: number;
  predict?: boolean;
  picture?: string;
  rule?: string;
  options?: Array<Shown>;
  left?: Array<Shown>;
  right?: Array<Shown>;
  items?: Array<Shown>;
  classes?: Array<Shown>;
  unit?: string;
  accepts?: Array<string>;
  example?: string;
  words?: number;
  rubric?: string;
  mixed?: Array<string>;
  objective?: string;
  key?: PracticeKey;
  stages?: Array<StageView>;
  rows?: RowsView;
}

/** The rows of a template or a pool: the same question with other numbers, or other options. `view` holds the fields that differ from row to row, with a mark in place of what differs; `values` what takes their place, row by row; `versions` the question's version in each row; `row` the one that the question comes with. */
export interface RowsView {
  view: Record<string, Answer>;
  values: Array<Array<Answer>>;
  versions: Array<string>;
  row: number;
}

/** An objective of a lesson. */
export interface ObjectiveView {
  id: string;
  text: string;
}

/** A section of a lesson that can be read again: the id of its heading, and its words. */
export interface SectionView {
  id: string;
  title: string;
}

/** An objective at the end of a quiz; as `ObjectiveView`, with more. `questions` are all that count towards it in the lesson, each by the ids of its parts or its own; `sections` are where they stand. */
export interface LessonObjective {
  id: string;
  text: string;
  questions: Array<Array<string>>;
  sections: Array<SectionView>;
}

/** A lesson to go on to: its title, and its notebook in the same folder. */
export interface NextLesson {
  title: string;
  notebook: string;
}

/** What the end of a quiz says of its lesson; `next` is empty after the last one. */
export interface LessonView {
  id: string;
  objectives: Array<LessonObjective>;
  next: Array<NextLesson>;
}

/** What was put right of a key, and on which day (ISO 8601). */
export interface Correction {
  day: string;
  html: string;
}

/** What only a practice question carries: the key, as its type's script wants it, and why. */
export interface PracticeKey {
  data: Answer;
  several: boolean;
  rationale: string;
  evidence: string;
  corrected: Array<Correction>;
}

/** A stage of a case. */
export interface StageView {
  id: string;
  title: string;
  story: string;
  questions: Array<QuestionView>;
}

/** How one option, item or left side was judged; `html` mends it. */
export interface PartMark {
  mark: "right" | "wrong" | "missed" | "none";
  html?: string;
}

/** Feedback on a checked answer. `again` is set after a first wrong answer: the key is held back, and the question stays open. */
export interface FeedbackView {
  status: "blank" | "invalid" | "wrong" | "partial" | "right" | "manual";
  headline: string;
  score: string;
  earned: number;
  reason: string;
  parts: Record<string, PartMark>;
  html: string;
  rationale: string;
  evidence: string;
  again?: boolean;
}

/** A practice question in the course's index; `parts` are those of a case, or itself. `corrected` are the days (ISO 8601) on which its key was put right; `bound` marks a question that needs an explorer of its lesson, and is asked nowhere else. `section` is the id of the heading under which it stands, "" in a quiz over the whole lesson. */
export interface CardView {
  id: string;
  lesson: string;
  objective: string;
  type: string;
  parts: Array<string>;
  points: number;
  corrected: Array<string>;
  bound: boolean;
  section: string;
}

/** A lesson in the course's index. */
export interface IndexLesson {
  id: string;
  title: string;
  notebook: string;
  objectives: Array<ObjectiveView>;
  sections: Array<SectionView>;
}

/** How many questions the final has, and how many on each lesson. */
export interface Blueprint {
  questions: number;
  lessons: Record<string, number>;
}

/** The practice questions of the course, without what they say. */
export interface CourseIndex {
  cards: Array<CardView>;
  lessons: Array<IndexLesson>;
  blueprint: Blueprint;
}

/** The page wants the index and all that is kept; `number` comes back with the reply. */
export interface CourseMessage {
  type: "course";
  number: string;
}

/** The page wants to draw these questions. */
export interface ViewsMessage {
  type: "views";
  number: string;
  ids: Array<string>;
}

/** The learner wants the file for a class: attempts alone. */
export interface HandInMessage {
  type: "hand-in";
  number: string;
}

/** The learner wants everything deleted that is kept in this folder. */
export interface DeleteMessage {
  type: "delete";
  number: string;
}

/** Questions to be drawn. */
export interface ViewsReply {
  type: "views";
  number: string;
  views: Array<QuestionView>;
}

/** The file for a class. */
export interface PracticeFile {
  type: "file";
  number: string;
  name: string;
  text: string;
}

/** Everything is gone; or `problem` says why not. */
export interface DeletedReply {
  type: "deleted";
  number: string;
  problem: string;
}

/** One answer as it stands in `responses.json` (`imuran_edu.answers.Entry`). With an answer that was checked come its `attempts`, lines for the file of attempts. */
export interface Entry {
  answer: Answer;
  version: string;
  saved: string;
  checked: Array<string>;
  hints: Record<string, number>;
  tries?: Record<string, number>;
  seen?: Record<string, string>;
  attempts?: Array<string>;
}

/** What the student must be told about the saving of answers. */
export interface Notice {
  level: "none" | "info" | "warning" | "error";
  text: string;
}

/** What a store holds of the questions of a page: entries by id, and a notice on the store. `attempts` are the lines of the file of attempts that are about these questions. `folder` is a random name of the folder that answers are kept in, by which those that wait in the browser find back to it; it is missing where none can be kept. `now` is the store's clock (ms since 1970). */
export interface Loaded {
  entries: Record<string, Entry>;
  notice: Notice;
  attempts?: Array<string>;
  folder?: string;
  now?: number;
}

/** What a page brings to a store, which takes the same parcel twice without harm. `given` says when each answer was given: milliseconds since 1970, by the store's clock. */
export interface Parcel {
  entries: Record<string, Entry>;
  given: Record<string, number>;
}

/** A parcel is to be kept; `number` comes back with the reply. */
export interface SaveMessage {
  type: "save";
  number: string;
  parcel: Parcel;
}

/** The page wants to know what the store holds now. */
export interface LoadMessage {
  type: "load";
}

/** Answers of another folder are to become a progress file, which comes back as a message. */
export interface ExportMessage {
  type: "export";
  entries: Record<string, Entry>;
}

/** What the disk has of the entries sent, each with its time; or `problem` says why not. */
export interface SavedMessage {
  type: "saved";
  number: string;
  entries: Record<string, Entry>;
  problem: string;
  notice: Notice;
  now: number;
}

/** What the store holds now. */
export interface ChangedMessage {
  type: "changed";
  loaded: Loaded;
}

/** A line of the progress card; what is neither mastered nor learning is new. What is due of those being learnt, the page works out of the attempts. */
export interface LessonProgress {
  id: string;
  title: string;
  mastered: number;
  learning: number;
  of: number;
  done: boolean;
}

/** What the progress card shows; `away` warns where everything is deleted soon. */
export interface ProgressView {
  mastered: number;
  learning: number;
  of: number;
  done: number;
  lessons: Array<LessonProgress>;
  code: string;
  answers: number;
  away: string;
}

/** What the card shows now. */
export interface ViewMessage {
  type: "view";
  view: ProgressView;
}

/** The card came into view and is to be brought up to date. */
export interface LookMessage {
  type: "look";
}

/** Where the browser keeps the answers: what it keeps. */
export interface LendMessage {
  type: "lend";
  entries: Record<string, Entry>;
  attempts: Array<string>;
}

/** The same after a file or a code was brought back: the browser is to keep it. */
export interface LentMessage {
  type: "lent";
  entries: Record<string, Entry>;
  attempts: Array<string>;
}

/** The student wants the progress file. */
export interface DownloadMessage {
  type: "download";
}

/** The student brings a progress file back. */
export interface RestoreMessage {
  type: "restore";
  text: string;
}

/** The student typed a resume code. */
export interface CodeMessage {
  type: "code";
  text: string;
}

/** The progress file, to be handed to the browser. */
export interface FileMessage {
  type: "file";
  name: string;
  text: string;
}

/** What came of the last act. */
export interface SaidMessage {
  type: "said";
  level: "info" | "error";
  text: string;
}

/** The index of the course, and what is kept. */
export interface CourseReply {
  type: "course";
  number: string;
  index: CourseIndex;
  loaded: Loaded;
}

/** An option of a control: the value that is sent, and the words on the page. */
export interface ControlOption {
  value: string;
  text: string;
}

/** A control of an explorer; which of the later fields are there depends on `kind`. A date starts at today. */
export interface ExplorerControl {
  kind: "slider" | "choice" | "switch" | "text" | "date";
  id: string;
  label: string;
  value?: Answer;
  low?: number;
  high?: number;
  step?: number;
  unit?: string;
  options?: Array<ControlOption>;
  hint?: string;
}

/** Values that are worth a look, under a name. */
export interface PresetView {
  name: string;
  values: Record<string, Answer>;
}

/** Two sliders that a point of the picture moves. `area` is where their ends lie: left, lower, right and upper edge, 0 to 1 from the lower left. */
export interface DragView {
  x: string;
  y: string;
  area: Array<number>;
}

/** A picture without a kernel (SVG or a table), in words, and in a few words. */
export interface StillView {
  picture: string;
  words: string;
  brief: string;
}

/** What a page needs to draw an explorer. `right` counts the options from 0. The first of the stills is the explorer as it opens; the others, if they come along, are its presets. */
export interface ExplorerView {
  name: string;
  title: string;
  question: string;
  options: Array<string>;
  right: number;
  look: string;
  seen: string;
  take_home: string;
  controls: Array<ExplorerControl>;
  presets: Array<PresetView>;
  drag?: DragView;
  caption: string;
  stills: Array<StillView>;
}

/** The page wants a picture of these values, with those before, if any, faint. */
export interface ShowMessage {
  type: "show";
  number: string;
  now: Record<string, Answer>;
  before: Record<string, Answer> | null;
  dark: boolean;
}

/** A table, or a picture that comes as the message's buffer; or `problem` says why neither. */
export interface ShownMessage {
  type: "shown";
  number: string;
  html: string;
  words: string;
  brief: string;
  problem: string;
}

export type FromToday = CourseMessage | ViewsMessage | HandInMessage | DeleteMessage;

export type ToToday = CourseReply | ViewsReply | PracticeFile | DeletedReply;

export type FromQuiz = SaveMessage | LoadMessage | ExportMessage;

export type ToQuiz = SavedMessage | ChangedMessage | FileMessage;

export type FromCard = LookMessage | LendMessage | DownloadMessage | RestoreMessage | CodeMessage;

export type ToCard = FileMessage | SaidMessage | ViewMessage | LentMessage;
