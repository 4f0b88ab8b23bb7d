/** Menus, provenance and tooltips: native popovers, placed beside what opened them. */
import { all, byId, on } from "./dom";

const EDGE = 8;

/** Put a floating box under its anchor, above when there is no room, always inside the window. */
export function place(box: HTMLElement, anchor: Element): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const right = at.left + width > innerWidth - EDGE;
  const left = right ? Math.max(EDGE, Math.min(at.right - width, innerWidth - width - EDGE)) : Math.max(EDGE, at.left);
  const below = at.bottom + 6 + height <= innerHeight - EDGE || at.top < height + 6 + EDGE;
  box.style.left = `${left}px`;
  box.style.top = `${below ? Math.min(at.bottom + 6, Math.max(EDGE, innerHeight - height - EDGE)) : at.top - height - 6}px`;
}

const invoker = (box: Element) => document.querySelector<HTMLElement>(`[popovertarget="${CSS.escape(box.id)}"]`);

function opened(event: Event): void {
  const box = event.target;
  if (!(box instanceof HTMLElement) || !box.popover || box.id === "tip") return;
  const open = (event as ToggleEvent).newState === "open";
  const button = invoker(box);
  button?.setAttribute("aria-expanded", String(open));
  if (!open) return void delete box.dataset["hover"];
  if (button) place(box, box.dataset["hover"] ? button.closest("[data-prov]")?.querySelector(".value") ?? button : button);
  if (box.matches(".menu") && button?.matches(":focus-visible")) box.querySelector<HTMLElement>(".menu-item, input")?.focus();
}

function menuKeys(menu: HTMLElement, event: KeyboardEvent): void {
  const items = all(".menu-item, input", menu).filter((item) => item.offsetParent);
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (next === undefined || !items.length) return;
  event.preventDefault();
  items[(next + items.length) % items.length]?.focus();
}

/* Provenance opens by itself when the pointer rests on a value, or a finger does. */
let resting = 0;

function open(fact: HTMLElement): void {
  const box = fact.querySelector<HTMLElement>(".pop[popover]");
  if (!box || box.matches(":popover-open")) return;
  box.dataset["hover"] = "yes";
  box.showPopover();
}

function leave(fact: HTMLElement): void {
  clearTimeout(resting);
  const box = fact.querySelector<HTMLElement>(".pop[data-hover]");
  if (box) resting = window.setTimeout(() => { if (!fact.matches(":hover")) box.hidePopover(); }, 250);
}

function provenance(): void {
  on("pointerover", "[data-prov] .value, .pop[data-hover]", (value, event) => {
    clearTimeout(resting);
    const fact = value.closest<HTMLElement>("[data-prov]");
    if (fact && event.pointerType === "mouse") resting = window.setTimeout(() => open(fact), 420);
  });
  on("pointerout", "[data-prov]", leave);
  on("pointerdown", "[data-prov] .value", (value, event) => {
    const fact = value.closest<HTMLElement>("[data-prov]");
    if (fact && event.pointerType !== "mouse") resting = window.setTimeout(() => open(fact), 480);
  });
  on("pointerup", "[data-prov] .value", () => clearTimeout(resting));
  on("pointercancel", "[data-prov] .value", () => clearTimeout(resting));
}

let waiting = 0;

function tip(from: HTMLElement, delay: number): void {
  clearTimeout(waiting);
  waiting = window.setTimeout(() => {
    const box = byId("tip");
    if (!box || !from.isConnected || from.getAttribute("aria-expanded") === "true") return;
    box.textContent = from.dataset["tip"] ?? "";
    const key = from.dataset["key"];
    if (key) box.append(Object.assign(document.createElement("kbd"), { textContent: key }));
    box.showPopover();
    place(box, from);
  }, delay);
}

function untip(): void {
  clearTimeout(waiting);
  const box = byId("tip");
  if (box?.matches(":popover-open")) box.hidePopover();
}

export function popovers(): void {
  document.addEventListener("toggle", opened, true);
  on("keydown", ".menu[popover]", menuKeys);
  on("click", ".menu a, .menu button.menu-item", (item) => item.closest<HTMLElement>("[popover]")?.hidePopover());
  provenance();
  on("pointerover", "[data-tip]", (from, event) => { if (event.pointerType === "mouse") tip(from, 450); });
  on("pointerout", "[data-tip]", untip);
  on("focusin", "[data-tip]", (from) => { if (from.matches(":focus-visible")) tip(from, 150); });
  on("focusout", "[data-tip]", untip);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") untip(); });
  document.addEventListener("pointerdown", untip);
}
