/** Toasts say what was done and offer to undo it. They wait while they are looked at. */
import htmx from "htmx.org";
import { all, byId, icon, make, on, say } from "./dom";

interface Said { text: string; undo?: string | (() => void); tone?: string }

function button(label: string, className: string): HTMLButtonElement {
  const made = make("button", `btn btn-s ${className}`, label) as HTMLButtonElement;
  made.type = "button";
  return made;
}

export function toast(said: Said): HTMLElement {
  const box = make("div", "toast");
  box.append(icon(said.tone === "bad" ? "circle-alert" : "check"), make("span", "", said.text));
  if (said.undo) box.append(undo(box, said.undo));
  const close = button("", "btn-quiet btn-icon");
  close.setAttribute("aria-label", say("close"));
  close.dataset["toastClose"] = "";
  close.append(icon("x", true));
  box.append(close);
  byId("toasts")?.append(box);
  expire(box, said.tone === "bad" ? 0 : said.undo ? 12_000 : 6_000);
  return box;
}

function undo(box: HTMLElement, way: string | (() => void)): HTMLButtonElement {
  const made = button(say("undo"), "");
  made.addEventListener("click", () => {
    box.remove();
    if (typeof way === "function") way();
    else void htmx.ajax("POST", way, { target: "body", swap: "none" });
  });
  return made;
}

function expire(box: HTMLElement, after: number): void {
  if (!after) return;
  let timer = 0;
  const start = () => { timer = window.setTimeout(() => box.remove(), after); };
  const hold = () => clearTimeout(timer);
  for (const kind of ["pointerenter", "focusin"]) box.addEventListener(kind, hold);
  for (const kind of ["pointerleave", "focusout"]) box.addEventListener(kind, start);
  start();
}

/** An answer that is an error is never swapped into a page that was right; the person is told instead. */
function guard(event: Event): void {
  const ctx = (event as CustomEvent).detail?.ctx as { response?: { status: number; headers: Headers } } | undefined;
  const status = ctx?.response?.status ?? 200;
  if (status < 400 || status === 422 || ctx?.response?.headers.get("X-Fragment")) return;
  event.preventDefault();
  const code = ctx?.response?.headers.get("X-Request-ID");
  toast({ text: say("server") + (code ? ` ${code}` : ""), tone: "bad" });
}

export function toasts(): void {
  all("[data-toast]").forEach((line) => {
    toast({ text: line.textContent ?? "", undo: line.dataset["undo"], tone: line.dataset["tone"] });
    line.remove();
  });
  on("click", "[data-toast-close]", (close) => close.closest(".toast")?.remove());
  document.addEventListener("toast", (event) => toast((event as CustomEvent<Said>).detail));
  document.addEventListener("htmx:before:swap", guard);
  document.addEventListener("htmx:error", (event) => {
    const ctx = (event as CustomEvent).detail?.ctx as { response?: unknown } | undefined;
    if (!ctx?.response) toast({ text: say("offline"), tone: "bad" });
  });
  document.addEventListener("htmx:after:swap", () => {
    all("[data-toast-live]").forEach((box) => { box.removeAttribute("data-toast-live"); expire(box, 12_000); });
  });
}
