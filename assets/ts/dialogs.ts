/** Dialogs: opened by a button, or by a fragment that arrives in #dialog-body. One at a time. */
import { byId, on } from "./dom";

export function openDialog(id: string): void {
  const dialog = byId(id);
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return;
  document.querySelectorAll<HTMLDialogElement>("dialog[open]").forEach((other) => other.close());
  dialog.showModal();
  dialog.dispatchEvent(new CustomEvent("dialog-open", { bubbles: true }));
}

const close = (from: Element) => from.closest("dialog")?.close();

export function dialogs(): void {
  on("click", "[data-dialog-open]", (button) => openDialog(button.dataset["dialogOpen"] ?? ""));
  on("click", "[data-dialog-close]", close);
  on("click", "dialog a[href]", close);
  on("click", "dialog", (dialog, event) => { if (event.target === dialog) close(dialog); });
  document.addEventListener("close-dialog", () => document.querySelector<HTMLDialogElement>("dialog[open]")?.close());
  document.addEventListener("htmx:after:swap", () => {
    const body = byId("dialog-body");
    if (body?.childElementCount && !byId("dialog")?.hasAttribute("open")) openDialog("dialog");
  });
  byId("dialog")?.addEventListener("close", () => byId("dialog-body")?.replaceChildren());
}
