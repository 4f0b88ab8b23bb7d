/** Theme and row height: applied at once, remembered in a cookie that the server reads for the next page. */
import { all, on, remember } from "./dom";

function setTheme(theme: string): void {
  document.documentElement.dataset["theme"] = theme;
  document.querySelector("meta[name=color-scheme]")?.setAttribute("content", theme === "system" ? "light dark" : theme);
  all("[data-theme-set]").forEach((item) => item.setAttribute("aria-pressed", String(item.dataset["themeSet"] === theme)));
  remember("theme", theme);
}

function setDensity(density: string): void {
  document.documentElement.dataset["density"] = density;
  all("[data-density-set]").forEach((item) => item.setAttribute("aria-pressed", String(item.dataset["densitySet"] === density)));
  remember("density", density);
}

export function look(): void {
  on("click", "[data-theme-set]", (item) => setTheme(item.dataset["themeSet"] ?? "system"));
  on("click", "[data-density-set]", (item) => setDensity(item.dataset["densitySet"] ?? "comfortable"));
}
