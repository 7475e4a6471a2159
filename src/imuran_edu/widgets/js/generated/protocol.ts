// Made from widgets/protocol.py. Do not edit.

export type Answer = null | boolean | number | string | Answer[] | { [key: string]: Answer };

/** An option, item, class or partner: its id, its HTML, and the same as plain text. */
export interface Shown {
  id: string;
  html: string;
  text: string;
}

/** A question as the page draws it; which of the later fields are there depends on `type`. */
export interface QuestionView {
  id: string;
  type: string;
  number: string;
  points: number;
  stem: string;
  hints: number;
  of?: number;
  rule?: string;
  options?: Array<Shown>;
  left?: Array<Shown>;
  right?: Array<Shown>;
  items?: Array<Shown>;
  classes?: Array<Shown>;
  unit?: string;
  example?: string;
  words?: number;
  rubric?: string;
  stages?: Array<StageView>;
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

/** Feedback on a checked answer. */
export interface FeedbackView {
  status: "blank" | "malformed" | "wrong" | "partial" | "right" | "by-hand";
  headline: string;
  score: string;
  earned: number;
  reason: string;
  parts: Record<string, PartMark>;
  html: string;
  rationale: string;
  evidence: string;
}

/** What the page shows of an answer: of a question, or of one part of a case. */
export interface PartState {
  answer: Answer;
  message: string;
  hints: Array<string>;
  feedback: FeedbackView | null;
}

/** The state of a question; `saved` is the time in ISO 8601, `changed` that it was edited. */
export interface QuestionState {
  answer: Answer;
  message: string;
  hints: Array<string>;
  feedback: FeedbackView | null;
  saved: string | null;
  changed: boolean;
  parts?: Record<string, PartState>;
  open_stages?: number;
}

/** One answer as it stands in `responses.json` (`imuran_edu.answers.Entry`). */
export interface Entry {
  answer: Answer;
  version: string;
  saved: string;
  checked: Array<string>;
  hints: Record<string, number>;
}

/** What the student must be told about the saving of answers. */
export interface Notice {
  level: "none" | "info" | "warning" | "error";
  text: string;
}

/** The student changed an answer. */
export interface AnswerMessage {
  type: "answer";
  id: string;
  answer: Answer;
}

/** The student wants feedback, on a question or on one part of a case. */
export interface CheckMessage {
  type: "check";
  id: string;
  part?: string;
  answer: Answer;
}

/** The student asks for the next hint. */
export interface HintMessage {
  type: "hint";
  id: string;
  part?: string;
}

/** The student tries a checked question again. */
export interface RetryMessage {
  type: "retry";
  id: string;
  part?: string;
}

/** The student starts the quiz again. */
export interface RestartMessage {
  type: "restart";
}

/** What could not be saved is to be tried once more. */
export interface SaveAgainMessage {
  type: "save-again";
}

/** An answer is on the disk (`saved`: when), or is not (`message`: why). */
export interface SavedMessage {
  type: "saved";
  id: string;
  saved: string | null;
  message: string;
}

/** The state of a question, after something changed it. */
export interface StateMessage {
  type: "state";
  id: string;
  state: QuestionState;
}

/** A new notice. */
export interface NoticeMessage {
  type: "notice";
  notice: Notice;
}

/** Everything is to be drawn anew. */
export interface ResetMessage {
  type: "reset";
  questions: Array<QuestionView>;
  states: Record<string, QuestionState>;
}

/** A line of the progress card. */
export interface LessonProgress {
  title: string;
  mastered: number;
  of: number;
  done: boolean;
}

/** What the progress card shows; `away` warns where everything is deleted soon. */
export interface ProgressView {
  mastered: number;
  of: number;
  done: number;
  lessons: Array<LessonProgress>;
  code: string;
  answers: number;
  away: string;
}

/** The card came into view and is to be brought up to date. */
export interface LookMessage {
  type: "look";
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

export type FromQuiz = AnswerMessage | CheckMessage | HintMessage | RetryMessage | RestartMessage | SaveAgainMessage;

export type ToQuiz = SavedMessage | StateMessage | NoticeMessage | ResetMessage;

export type FromCard = LookMessage | DownloadMessage | RestoreMessage | CodeMessage;

export type ToCard = FileMessage | SaidMessage;
