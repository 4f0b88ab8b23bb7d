/** Keys that work everywhere. An element with data-key="m" is pressed by that key when it can be seen; data-key="d n" by both. */
import { all, typing } from "./dom";
import { openDialog } from "./dialogs";
import { listKey } from "./lists";

function pressed(key: string): boolean {
  const target = all(`[data-key~="${CSS.escape(key)}"]`).find((item) => item.offsetParent && !item.matches(":disabled"));
  target?.click();
  return Boolean(target);
}

/** Escape leaves the form that one types in, when the form has a way out. */
function left(event: KeyboardEvent): boolean {
  const form = event.target instanceof Element ? event.target.closest("form") : null;
  const way = form?.querySelector<HTMLElement>('[data-key="Escape"]');
  way?.click();
  return Boolean(way);
}

function handle(event: KeyboardEvent): void {
  const palette = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
  if (event.key === "Escape" && left(event)) return;
  if (!palette && (typing(event) || event.ctrlKey || event.metaKey || event.altKey)) return;
  if (!palette && document.querySelector("dialog[open]")) return;
  if (palette || event.key === "/") openDialog("palette");
  else if (event.key === "?") openDialog("keys");
  else if (!(!event.repeat && pressed(event.key)) && !listKey(event.key)) return; // a key held down decides once
  event.preventDefault();
}

export function keys(): void {
  document.addEventListener("keydown", handle);
}
