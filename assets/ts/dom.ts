/** Small helpers that every part shares. Listening is delegated, so swapped-in fragments need no set-up. */

type Handler<E extends Event> = (target: HTMLElement, event: E) => void;

/** Listen once on the document for an event that reaches an element matching `selector`. */
export function on<K extends keyof DocumentEventMap>(
  kind: K, selector: string, handle: Handler<DocumentEventMap[K]>, capture = false,
): void {
  document.addEventListener(kind, (event) => {
    const from = event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
    if (from) handle(from, event);
  }, capture);
}

export const byId = (id: string): HTMLElement | null => document.getElementById(id);

export function all<T extends HTMLElement = HTMLElement>(selector: string, root: ParentNode = document): T[] {
  return [...root.querySelectorAll<T>(selector)];
}

/** An element with text and class, built without HTML so that nothing can be injected. */
export function make(tag: string, className = "", text = ""): HTMLElement {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

let words: Record<string, string> | undefined;

/** A text of the page's language, from the JSON block that the server wrote. */
export function say(key: string): string {
  words ??= JSON.parse(byId("texts")?.textContent || "{}") as Record<string, string>;
  return words[key] ?? key;
}

/** An icon of the sprite. */
export function icon(name: string, small = false): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", small ? "icon icon-s" : "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `${say("sprite")}#${name}`);
  svg.append(use);
  return svg;
}

/** Whether a key press belongs to something that is being typed. */
export function typing(event: KeyboardEvent): boolean {
  const at = event.target;
  return at instanceof HTMLElement
    && (at.isContentEditable || at.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button])"));
}

/** Remember a choice for a year, where the server can read it before the first paint. */
export function remember(name: string, value: string): void {
  const secure = location.protocol === "https:" ? ";secure" : "";
  document.cookie = `${name}=${encodeURIComponent(value)};path=/;max-age=31536000;samesite=lax${secure}`;
}

export const csrf = (): string => document.body.dataset["csrf"] ?? "";
