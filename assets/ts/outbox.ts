/** Decisions on their way: sent one after the other in the order of the keys, tried again when the line is down, never lost
 * by a reload. A refusal (4xx) is told to whoever sent; it is not tried again. */
import { csrf } from "./dom";

export interface Answer { gesture?: string; card?: string }
export interface Letter {
  url: string;
  fields: [string, string][];
  done?: (answer: Answer) => void;
  refused?: (why: string, status: number) => void;
}

const KEPT = "review-outbox";
const PAUSES = [300, 1_000, 2_000, 5_000, 10_000];
const letters: Letter[] = [];
let busy = false;
let tell: (waiting: number, silent: boolean) => void = () => undefined;

/** How many are not answered yet. */
export const waiting = (): number => letters.length;

function keep(): void {
  const plain = letters.map(({ url, fields }) => ({ url, fields }));
  if (plain.length) sessionStorage.setItem(KEPT, JSON.stringify(plain));
  else sessionStorage.removeItem(KEPT);
}

/** Queue a letter; what it says may still be completed until it is its turn. */
export function post(letter: Letter): void {
  letters.push(letter);
  keep();
  void deliver();
}

/** Take a letter back that has not left yet. */
export function recall(letter: Letter): boolean {
  const at = letters.indexOf(letter);
  if (at < (busy ? 1 : 0)) return false;
  letters.splice(at, 1);
  keep();
  return true;
}

async function send(letter: Letter): Promise<Response | undefined> {
  try {
    const response = await fetch(letter.url, {
      method: "POST", body: new URLSearchParams(letter.fields), keepalive: true,
      headers: { "X-CSRFToken": csrf(), Accept: "application/json" },
    });
    return response.status >= 500 || response.status === 429 ? undefined : response;
  } catch { return undefined; }
}

async function deliver(): Promise<void> {
  if (busy) return;
  busy = true;
  for (let tries = 0, letter = letters[0]; letter; letter = letters[0]) {
    const response = await send(letter);
    if (!response) {
      tell(letters.length, true);
      await new Promise((on) => setTimeout(on, PAUSES[Math.min(tries++, PAUSES.length - 1)]));
      continue;
    }
    tries = 0;
    const body = await response.json().catch(() => ({})) as Answer & { detail?: string };
    letters.shift();
    tell(letters.length, false);
    if (response.ok) letter.done?.(body);
    else letter.refused?.(body.detail ?? String(response.status), response.status);
    keep(); // after `done`, which may complete a letter that waits
  }
  busy = false;
}

/** Begin: send what a reload had interrupted. `told`: how many wait, and whether the server is silent. */
export function open(told: typeof tell): void {
  tell = told;
  const kept = sessionStorage.getItem(KEPT);
  for (const letter of kept ? JSON.parse(kept) as Letter[] : []) letters.push(letter);
  void deliver();
  addEventListener("beforeunload", (event) => { if (letters.length) event.preventDefault(); });
}
