import { TrustpathError } from '../schema/errors.ts';

/** What may come of a strange input: it is read, or refused with one message. Everything else is a fault. */
export type Outcome =
  | { readonly is: 'read' }
  | { readonly is: 'refused'; readonly code: string; readonly message: string }
  | { readonly is: 'fault'; readonly kind: FaultKind; readonly says: string };

export type FaultKind = 'internal' | 'message' | 'slow' | 'hung' | 'died' | 'wrote' | 'network';

const REFUSALS: ReadonlySet<string> = new Set(['input-refused', 'input-unreadable']);
const LONGEST_MESSAGE = 2_000;

/** Judges what the engine said of the input `file`: null where it read it. */
export function judge(error: unknown, file: string): Outcome {
  if (error === null) return { is: 'read' };
  if (!(error instanceof TrustpathError)) return fault('internal', describe(error));
  const { code, message } = error;
  if (!REFUSALS.has(code)) return fault('internal', `${code}: ${message}\n${describe(error.cause ?? error)}`);
  const parts = file.split(/[\\/]/);
  const name = parts.at(-1) ?? file;
  if (!message.includes(name) && !message.includes(parts.slice(0, parts.indexOf('input') + 1).join('/')))
    return fault('message', `does not name the file: ${message}`);
  if (message.length > LONGEST_MESSAGE)
    return fault('message', `has ${message.length} characters: ${message.slice(0, 300)}`);
  if (/: checking it (?:took|ended)|cannot be checked \(/.test(message)) return fault('internal', message);
  if (/[\n\r]/.test(message)) return fault('message', `is more than a line: ${JSON.stringify(message)}`);
  if (!/\.$/.test(message)) return fault('message', `is no sentence: ${JSON.stringify(message)}`);
  return { is: 'refused', code, message };
}

export function fault(kind: FaultKind, says: string): Outcome {
  return { is: 'fault', kind, says };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
