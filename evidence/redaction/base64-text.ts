const BASE64 = /^[A-Za-z0-9+/\s]{24,}={0,2}\s*$/;
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** The text inside a value that is base64 of a readable text; null where it is none. */
export function base64Text(value: string): string | null {
  if (value.length < 24 || !BASE64.test(value)) return null;
  const compact = value.replace(/\s+/g, '');
  if (compact.length % 4 !== 0) return null;
  try {
    const text = UTF8.decode(Buffer.from(compact, 'base64'));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a text has none of them
    return /[\u0000-\u0008\u000e-\u001f\u007f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}
