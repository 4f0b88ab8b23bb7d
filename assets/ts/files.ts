/** Dropping files: two at a time, progress for each, the server's own words in the end.
    XMLHttpRequest, because fetch does not tell how much has been sent. */
import htmx from "htmx.org";
import { all, csrf, icon, make, on, say } from "./dom";

const AT_ONCE = 2;
interface Waiting { file: File; zone: HTMLElement; line: HTMLElement }
const queue: Waiting[] = [];
let running = 0;

const format = (bytes: number) => {
  const language = document.documentElement.lang;
  const unit = bytes >= 1e9 ? "gigabyte" : bytes >= 1e6 ? "megabyte" : "kilobyte";
  const value = bytes / { gigabyte: 1e9, megabyte: 1e6, kilobyte: 1e3 }[unit];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
};

function lineFor(file: File): HTMLElement {
  const line = make("li", "upload");
  const bar = make("progress") as HTMLProgressElement;
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  const stop = make("button", "btn btn-s", say("stop")) as HTMLButtonElement;
  stop.type = "button";
  line.append(icon("file-text"), make("span", "upload-name", file.name), bar,
    make("span", "upload-say", `${format(file.size)}, ${say("waiting")}`), stop);
  return line;
}

function tell(line: HTMLElement, text: string, bad = false): void {
  const place = line.querySelector(".upload-say");
  if (place) place.textContent = text;
  line.classList.toggle("is-bad", bad);
  if (bad) line.querySelectorAll("progress, button").forEach((part) => part.remove());
}

function arrived(waiting: Waiting, request: XMLHttpRequest): void {
  const html = (request.getResponseHeader("Content-Type") ?? "").includes("text/html");
  if (html && (request.status < 400 || request.status === 422)) {
    const holder = document.createElement("template");
    holder.innerHTML = request.responseText;
    const answer = holder.content.querySelector<HTMLElement>(".upload");
    if (answer) {
      waiting.line.replaceWith(answer);
      htmx.process(answer);
      return;
    }
  }
  tell(waiting.line, say("failed"), true);
}

function send(waiting: Waiting): void {
  const { file, zone, line } = waiting;
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append("file", file, file.name);
  request.open("POST", zone.dataset["drop"] ?? "");
  request.setRequestHeader("X-CSRFToken", csrf());
  request.setRequestHeader("HX-Request", "true");
  request.upload.onprogress = (event) => {
    const bar = line.querySelector("progress");
    if (bar && event.total) bar.value = event.loaded / event.total;
    tell(line, event.loaded < event.total ? `${format(event.loaded)} / ${format(event.total)}` : `${format(event.total)}, ${say("sent")}`);
  };
  request.onload = () => arrived(waiting, request);
  request.onerror = () => tell(line, say("failed"), true);
  request.onabort = () => tell(line, say("stopped"), true);
  request.onloadend = () => { running -= 1; next(); finished(zone); };
  line.querySelector("button")?.addEventListener("click", () => request.abort());
  request.send(body);
}

function next(): void {
  while (running < AT_ONCE && queue.length) {
    const waiting = queue.shift();
    if (!waiting?.line.isConnected) continue;
    running += 1;
    send(waiting);
  }
}

/** Anything of the page may listen: hx-trigger="uploaded from:body". */
function finished(zone: HTMLElement): void {
  if (!running && !queue.length) zone.dispatchEvent(new CustomEvent("uploaded", { bubbles: true }));
}

function take(zone: HTMLElement, files: Iterable<File>): void {
  for (const file of files) {
    const line = lineFor(file);
    zone.querySelector("[data-uploads]")?.append(line);
    if (file.size === 0) { tell(line, say("empty"), true); continue; }
    const waiting = { file, zone, line };
    line.querySelector("button")?.addEventListener("click", () => {
      if (queue.includes(waiting)) { queue.splice(queue.indexOf(waiting), 1); tell(line, say("stopped"), true); }
    });
    queue.push(waiting);
  }
  next();
}

const zones = () => all<HTMLElement>("[data-drop]");
const light = (over: boolean) => all("[data-drop-zone]").forEach((zone) => zone.classList.toggle("is-over", over));

export function files(): void {
  on("change", "[data-drop] input[type=file]", (element) => {
    const input = element as HTMLInputElement;
    const zone = input.closest<HTMLElement>("[data-drop]");
    if (zone && input.files) take(zone, [...input.files]);
    input.value = "";
  });
  // The whole window takes files when there is one zone: nobody aims with five files on the pointer.
  document.addEventListener("dragover", (event) => {
    if (!zones().length || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    light(true);
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) light(false); });
  document.addEventListener("drop", (event) => {
    const zone = (event.target as Element).closest<HTMLElement>("[data-drop]") ?? zones()[0];
    if (!zone || !event.dataTransfer?.files.length) return;
    event.preventDefault();
    light(false);
    take(zone, [...event.dataTransfer.files]);
  });
}
