/** Thresholds: what a slider stands for is said while it moves, its mark follows, and people are asked below what links. */
import { all, on } from "./dom";

const format = (value: number, options: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat(document.documentElement.lang === "fr" ? "fr-FR" : "en-GB", options).format(value);

/** As the server writes it: more decimals near 0 and 1, where they matter. */
function chance(weight: number): string {
  const share = 1 / (1 + 2 ** (-weight / 1000));
  const digits = Math.min(4, Math.max(0, Math.ceil(-Math.log10(Math.min(share, 1 - share))) - 2));
  return format(share, { style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits }).replace(/\u00a0/g, "\u202f");
}

function bits(weight: number): string {
  const text = format(Math.abs(weight) / 1000, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return (weight <= -50 ? "−" : "+") + text;
}

function say(slider: HTMLInputElement): void {
  const name = slider.dataset["threshold"] ?? "";
  const weight = Number(slider.value);
  const output = document.querySelector(`[data-say="${name}"]`);
  const small = document.createElement("small");
  small.textContent = bits(weight);
  output?.replaceChildren(`${chance(weight)} `, small);
  slider.setAttribute("aria-valuetext", chance(weight));
  const [low, high] = [Number(slider.min), Number(slider.max)];
  const place = String((1000 * (weight - low)) / (high - low));
  document.querySelectorAll(`[data-mark="${name}"]`).forEach((line) => {
    line.setAttribute("x1", place);
    line.setAttribute("x2", place);
  });
}

/** The other threshold gives way, so that no pair is both linked and asked about. */
function giveWay(moved: HTMLInputElement): void {
  const [link, review] = ["link", "review"].map((name) => document.querySelector<HTMLInputElement>(`[data-threshold="${name}"]`));
  if (!link || !review || Number(review.value) <= Number(link.value)) return;
  const other = moved === link ? review : link;
  other.value = moved.value;
  say(other);
}

export function matching(): void {
  on("input", "[data-threshold]", (slider) => {
    say(slider as HTMLInputElement);
    giveWay(slider as HTMLInputElement);
  });
  all<HTMLInputElement>("[data-threshold]").forEach(say);
}
