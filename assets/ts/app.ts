/** The console's behaviour. Pages work without it, but for uploads and the palette; nothing here holds data. */
import "htmx.org";
import { byId, on } from "./dom";
import { dialogs } from "./dialogs";
import { files } from "./files";
import { keys } from "./keys";
import { lists } from "./lists";
import { look } from "./look";
import { matching } from "./matching";
import { palette } from "./palette";
import { popovers } from "./popovers";
import { review } from "./review";
import { toasts } from "./toasts";

function smallThings(): void {
  on("click", "[data-copy]", (button) => void navigator.clipboard.writeText(button.dataset["copy"] ?? ""));
  on("click", "[data-print]", () => print());
  on("click", "[data-fill]", (button) => {
    const field = document.querySelector<HTMLInputElement>(button.dataset["fill"] ?? "");
    if (field) field.value = button.dataset["fillValue"] ?? "";
    field?.form?.querySelector<HTMLInputElement>("[type=password]")?.focus();
  });
  on("change", "[data-submit]", (field) => (field as HTMLSelectElement).form?.requestSubmit());
  // The person menu and others hold the address to come back to; it follows what htmx pushes.
  document.addEventListener("htmx:after:history:push", () => {
    document.querySelectorAll<HTMLInputElement>("input[name=next]").forEach((field) => { field.value = location.pathname + location.search; });
  });
}

for (const start of [look, popovers, dialogs, palette, lists, keys, toasts, files, matching, review, smallThings]) start();
document.documentElement.dataset["ready"] = byId("main") ? "page" : "bare";
