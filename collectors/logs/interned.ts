import { redactText } from '../redact.ts';

const MOST = 200_000;

/** Texts of events as they may be stored. */
export interface Interned {
  /** The text redacted; one copy of each, since every parsed event brings its own of the same few thousand. */
  text(text: string): string;
  /** Texts of which something was taken out. */
  readonly redactions: number;
}

export function interning(): Interned {
  const known = new Map<string, string>();
  let redactions = 0;
  return {
    text(text) {
      const found = known.get(text);
      if (found !== undefined) return found;
      const redacted = redactText(text);
      if (redacted !== text) redactions++;
      if (known.size < MOST) known.set(text, redacted);
      return redacted;
    },
    get redactions() {
      return redactions;
    },
  };
}
