/** The review: the next doubt is shown at the key, its answer travels behind. Cards are written by the server, ten ahead. */
import { all, byId } from "./dom";
import { type Answer, type Letter, open, post, recall } from "./outbox";
import { toast } from "./toasts";

type Said = "same" | "apart" | "later";
interface Decision { card: HTMLElement; letter: Letter; said: Said; gesture?: string; whole: boolean }

const FEW = 6;
let root: HTMLElement;
let texts: Record<string, string> = {};
let at = 0;
let cursor = "";
let fetching = false;
const decisions: Decision[] = [];
const pending = new Set<Decision>();

const cards = (): HTMLElement[] => all("[data-card]", root);
const people = (card: HTMLElement): string[] => (card.dataset["shown"] ?? "").split(" ");
const asked = (card: HTMLElement): string[] => [card.dataset["one"] ?? "", card.dataset["other"] ?? ""];
const open_ = (card: HTMLElement): boolean => !card.dataset["said"];
const text = (key: string, values: Record<string, string> = {}): string =>
  (texts[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");

/** A card waits while a decision on somebody it shows is on its way: what it shows may change by it. */
const held = (card: HTMLElement): boolean =>
  [...pending].some(({ card: other }) => asked(other).some((id) => people(card).includes(id)));

function show(place: number): void {
  const every = cards();
  const card = every[place];
  at = card ? place : every.length;
  every.forEach((other, index) => { other.hidden = index !== place; });
  const more = Boolean(cursor) || fetching || every.some((other) => open_(other));
  toggle("[data-end]", !card && !more);
  toggle("[data-wait]", !card && more);
  const bar = root.querySelector<HTMLFormElement>("[data-bar]");
  if (bar) bar.hidden = !card && !decisions.length;
  toggle("[data-do=undo]", decisions.length > 0);
  all<HTMLButtonElement>("[data-do=same], [data-do=apart], [data-do=later]", root)
    .forEach((button) => { button.disabled = !card || !open_(card); });
  card?.focus({ preventScroll: true });
  if (scrollY) scrollTo(0, 0);
  ahead();
}

function toggle(selector: string, visible: boolean): void {
  const part = root.querySelector<HTMLElement>(selector);
  if (part) part.hidden = !visible;
}

/** The next card that is not decided and not held, from a place on; then from the beginning. */
function next(from: number): void {
  const every = cards();
  const ready = (card: HTMLElement) => open_(card) && !held(card);
  const place = every.findIndex((card, index) => index >= from && ready(card));
  show(place >= 0 ? place : cursor || fetching ? every.length : every.findIndex(ready));
}

function ahead(): void {
  const left = cards().slice(at).filter((card) => open_(card)).length;
  if (!fetching && cursor && left < FEW) void more();
}

/** Fetch the next cards; those that are here already, or whose people are being decided on, are left for later. */
async function more(): Promise<void> {
  fetching = true;
  try {
    const url = `${root.dataset["next"] ?? ""}&after=${encodeURIComponent(cursor)}`;
    const response = await fetch(url, { headers: { "HX-Request": "true", "HX-Request-Type": "partial" } });
    if (!response.ok) throw new Error(String(response.status));
    take(await response.text());
  } catch { await new Promise((on) => setTimeout(on, 2_000)); }
  fetching = false;
  if (!cards()[at]) next(at);
  else ahead();
}

function take(html: string): void {
  const box = parse(html);
  const page = box.querySelector<HTMLElement>("[data-page]");
  cursor = page?.dataset["cursor"] ?? "";
  all("[data-card]", box).forEach((card) => add(card));
  const day = box.querySelector("[data-day]");
  const lesson = byId("review-lesson");
  if (lesson) day?.querySelector("#review-lesson")?.replaceWith(lesson);
  if (day) document.querySelector("[data-day]")?.replaceWith(day);
  pending.forEach((decision) => count(decision.said, pairs(decision))); // what the server did not know of yet
}

function parse(html: string): HTMLElement {
  const box = document.createElement("template");
  box.innerHTML = html;
  const made = document.createElement("div");
  made.append(box.content);
  return made;
}

/** Put a card in: after all others, or right after the one that is looked at. */
function add(card: HTMLElement, soon = false): void {
  if (cards().some((other) => other.dataset["card"] === card.dataset["card"] && open_(other))) return;
  card.hidden = true;
  const here = soon ? cards()[at] : undefined;
  if (here) here.after(card);
  else root.querySelector("[data-cards]")?.append(card);
}

function mark(card: HTMLElement, said: Said | "", words = "", bad = false): void {
  if (said) card.dataset["said"] = said;
  else delete card.dataset["said"];
  const line = card.querySelector<HTMLElement>("[data-state]");
  if (!line) return;
  line.hidden = !words;
  line.classList.toggle("is-bad", bad);
  const span = line.querySelector("span");
  if (span) span.textContent = words;
}

function answer(said: Said, whole = false): void {
  const card = cards()[at];
  if (!card || !open_(card)) return;
  const who = whole ? people(card) : asked(card);
  const fields: [string, string][] = who.map((id) => ["customer", id]);
  if (said !== "later") fields.push(["answer", said], ...people(card).map((id): [string, string] => ["shown", id]));
  const letter: Letter = { url: (said === "later" ? root.dataset["later"] : root.dataset["decide"]) ?? "", fields };
  const decision: Decision = { card, letter, said, whole };
  letter.done = (reply) => settled(decision, reply);
  letter.refused = (why, status) => refused(decision, why, status);
  const words = whole ? text(`all-${said}`) : card.dataset[said] ?? "";
  mark(card, said, words);
  decisions.push(decision);
  if (said !== "later") pending.add(decision);
  count(said, pairs(decision));
  say(words);
  next(at + 1);
  post(letter);
}

function settled(decision: Decision, reply: Answer): void {
  pending.delete(decision);
  decision.gesture = reply.gesture;
  if (decision.said === "later") return;
  const people_ = decision.whole ? people(decision.card) : asked(decision.card);
  // Whoever was merged is somebody else now; what the server sends takes the place of what was shown of them.
  cards().forEach((card, index) => {
    if (index !== at && open_(card) && decision.said === "same" && people(card).some((id) => people_.includes(id))) card.remove();
  });
  if (reply.card) all("[data-card]", parse(reply.card)).forEach((card) => add(card, true));
  at = cards().findIndex((card) => !card.hidden);
  if (at < 0) next(0);
  else ahead();
}

/** A decision that the server did not take comes back, and says why; a doubt that a colleague has settled is gone. */
function refused(decision: Decision, why: string, status: number): void {
  pending.delete(decision);
  decisions.splice(decisions.indexOf(decision), 1);
  count(decision.said, -pairs(decision));
  all("[data-review-toast]").forEach((old) => old.remove());
  if (status === 409 || status === 404) {
    mark(decision.card, decision.said, text("gone", { why }), true);
    toast({ text: text("gone", { why }) });
    return;
  }
  mark(decision.card, "", text("failed", { why }), true);
  toast({ text: text("failed", { why }), tone: "bad" });
  show(cards().indexOf(decision.card));
}

function undo(): void {
  const last = decisions.pop();
  if (!last) { say(text("nothing"), false); return; }
  pending.delete(last);
  mark(last.card, "");
  count(last.said, -pairs(last));
  if (!recall(last.letter)) takeBack(last);
  show(cards().indexOf(last.card));
  say(text("undone"), false);
}

/** The answer to the decision comes before the turn of this letter, and brings the gesture that it names. */
function takeBack(last: Decision): void {
  const later = last.said === "later";
  const fields: [string, string][] = later ? [...last.letter.fields] : [];
  const letter: Letter = { url: (later ? root.dataset["now"] : root.dataset["undo"]) ?? "", fields };
  letter.refused = (why) => toast({ text: text("failed", { why }), tone: "bad" });
  if (later) { post(letter); return; }
  const name = (gesture?: string): void => { if (gesture) fields.push(["gesture", gesture]); };
  if (last.gesture) name(last.gesture);
  else last.letter.done = (reply) => name(reply.gesture);
  post(letter);
}

/** One toast for the last decision: at a decision a second they would pile up. */
function say(words: string, undoable = true): void {
  all("[data-review-toast]").forEach((old) => old.remove());
  const box = toast({ text: words, undo: undoable ? undo : undefined });
  box.dataset["reviewToast"] = "";
}

/** How many doubts a decision settles: a whole group counts each pair of its people. */
function pairs({ card, whole }: Decision): number {
  const size = people(card).length;
  return whole ? (size * (size - 1)) / 2 : 1;
}

function count(said: Said, step: number): void {
  if (said !== "later") { bump("mine", step); bump("all", step); }
  bump("left", -step);
  const rail = document.querySelector(".rail-link[aria-current] .rail-count")?.firstChild;
  if (rail) rail.textContent = document.querySelector("[data-count=left]")?.textContent ?? "";
}

function bump(name: string, step: number): void {
  const figure = document.querySelector<HTMLElement>(`[data-count=${name}]`);
  if (!figure || "about" in figure.dataset) return;
  const value = Math.max(0, Number((figure.textContent ?? "").replace(/\D/g, "")) + step);
  figure.textContent = value.toLocaleString(document.documentElement.lang).replace(/\u00a0/g, "\u202f");
}

function outbox(count_: number, silent: boolean): void {
  const line = root.querySelector<HTMLElement>("[data-waiting]");
  if (!line) return;
  line.hidden = !silent;
  const said = text(count_ === 1 ? "waitingOne" : "waitingMany", { n: String(count_) });
  const span = line.querySelector("span");
  if (span) span.textContent = `${text("silent")} ${said}`;
}

const DEEDS: Record<string, () => void> = {
  same: () => answer("same"), apart: () => answer("apart"), later: () => answer("later"),
  "all-same": () => answer("same", true), "all-apart": () => answer("apart", true),
  undo, next: () => next(at + 1), previous: () => show(Math.max(0, at - 1)),
  why: () => { const part = cards()[at]?.querySelector("details"); if (part) part.open = !part.open; },
};

export function review(): void {
  const found = document.querySelector<HTMLElement>("[data-review]");
  if (!found) return;
  root = found;
  texts = JSON.parse(byId("review-texts")?.textContent || "{}") as Record<string, string>;
  cursor = root.dataset["cursor"] ?? "";
  root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do]") : null;
    const deed = DEEDS[button?.dataset["do"] ?? ""];
    if (!deed) return;
    event.preventDefault();
    deed();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "w" && !event.ctrlKey && !event.metaKey && !document.querySelector("dialog[open]")) DEEDS["why"]?.();
  });
  open(outbox);
  if (cards().length) show(0);
}
