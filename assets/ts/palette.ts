/** The command palette: the server finds, the arrows choose, Enter opens. Recent items come from the server too:
    a till is shared, so no name is kept in the browser. */
import htmx from "htmx.org";
import { all, byId } from "./dom";

const list = () => byId("palette-list");
const options = () => all<HTMLAnchorElement>(".option[href]", list() ?? document);

function choose(index: number): void {
  const items = options();
  const input = document.querySelector("#palette [role=combobox]");
  if (!items.length) return void input?.removeAttribute("aria-activedescendant");
  const at = (index + items.length) % items.length;
  items.forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
  items[at]?.scrollIntoView({ block: "nearest" });
  input?.setAttribute("aria-activedescendant", items[at]?.id ?? "");
}

const chosen = () => options().findIndex((item) => item.getAttribute("aria-selected") === "true");

function keys(event: KeyboardEvent): void {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    choose(chosen() + (event.key === "ArrowDown" ? 1 : -1));
  } else if (event.key === "Enter" && chosen() >= 0) {
    event.preventDefault();
    const link = options()[chosen()];
    if (event.ctrlKey || event.metaKey) window.open(link?.href, "_blank", "noopener");
    else link?.click();
  }
}

export function palette(): void {
  const dialog = byId("palette");
  const input = dialog?.querySelector<HTMLInputElement>("[role=combobox]");
  if (!dialog || !input) return;
  dialog.addEventListener("dialog-open", () => {
    input.value = "";
    input.focus();
    htmx.trigger(input, "palette-open");
  });
  input.addEventListener("keydown", keys);
  document.addEventListener("htmx:after:swap", () => { if (dialog.hasAttribute("open")) choose(0); });
}
