/** Lists: j and k walk the rows, x picks, Enter opens, p previews; picked rows bring up the bar of what can be done. */
import htmx from "htmx.org";
import { all, byId, on } from "./dom";

const ROWS = "[data-rows] tbody tr:not(.more)";
const rows = () => all<HTMLTableRowElement>(ROWS);
const here = () => rows().findIndex((row) => row.contains(document.activeElement) || row.classList.contains("is-at"));
let pending = 0;

function go(step: number): void {
  const items = rows();
  const row = items[Math.min(items.length - 1, Math.max(0, here() + step))];
  if (!row) return;
  items.forEach((other) => other.classList.toggle("is-at", other === row));
  (row.querySelector<HTMLElement>("th a, a.name, a") ?? row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  preview(row);
}

/** Fill the pane, a moment after the last move, so that running through a list asks nothing of the server. */
function preview(row: HTMLElement | undefined): void {
  const url = row?.dataset["preview"];
  const pane = byId("preview");
  clearTimeout(pending);
  if (!url || !pane?.offsetParent) return;
  pending = window.setTimeout(() => void htmx.ajax("GET", url, { target: "#preview", swap: "innerHTML" }), 140);
}

function picked(): void {
  const boxes = all<HTMLInputElement>("[data-pick]");
  const count = boxes.filter((box) => box.checked).length;
  const bar = document.querySelector<HTMLElement>("[data-bulk]");
  const everyone = document.querySelector<HTMLInputElement>("[data-pick-all]");
  if (bar) bar.hidden = !count;
  all("[data-bulk-count]").forEach((figure) => { figure.textContent = count.toLocaleString(document.documentElement.lang); });
  if (everyone) {
    everyone.checked = count > 0 && count === boxes.length;
    everyone.indeterminate = count > 0 && count < boxes.length;
  }
}

let last: HTMLInputElement | undefined;

/** Shift picks everything between the last box and this one. */
function range(box: HTMLInputElement, event: MouseEvent): void {
  const boxes = all<HTMLInputElement>("[data-pick]");
  if (event.shiftKey && last) {
    const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
    boxes.slice(from, (to ?? 0) + 1).forEach((other) => { other.checked = box.checked; });
  }
  last = box;
  picked();
}

function setAll(checked: boolean): void {
  all<HTMLInputElement>("[data-pick]").forEach((box) => { box.checked = checked; });
  picked();
}

/** Returns whether the key meant something here. */
export function listKey(key: string): boolean {
  const items = rows();
  if (!items.length) return false;
  const row = items[here()];
  if (key === "j" || key === "k") go(here() < 0 ? 1 : key === "j" ? 1 : -1);
  else if (key === "x" && row) row.querySelector<HTMLInputElement>("[data-pick]")?.click();
  else if (key === "p" && row) preview(row);
  else if (key === "Enter" && row && document.activeElement === document.body) row.querySelector<HTMLAnchorElement>("a")?.click();
  else return false;
  return true;
}

export function lists(): void {
  on("click", "[data-pick]", (box, event) => range(box as HTMLInputElement, event));
  on("click", "[data-pick-all]", (box) => setAll((box as HTMLInputElement).checked));
  on("click", "[data-pick-none]", () => setAll(false));
  on("click", ROWS, (row, event) => {
    if (event.target instanceof Element && event.target.closest("a, button, input, label, select")) return;
    rows().forEach((other) => other.classList.toggle("is-at", other === row));
    if (byId("preview")?.offsetParent) preview(row);
    else if (!getSelection()?.toString()) row.querySelector<HTMLAnchorElement>("th a, a.name")?.click();
  });
  document.addEventListener("htmx:after:swap", picked);
}
