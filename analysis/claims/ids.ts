import { createHash } from 'node:crypto';
import { parseArn } from '../aws/read/arn.ts';

/** What other programs alone know has ids of this form: object ids are the same in every file of such a program. */
export function importedId(...parts: readonly string[]): string {
  return `imported://${parts.map((part) => part.replaceAll('/', '%2F')).join('/')}`;
}

export function isImportedId(id: string): boolean {
  return id.startsWith('imported://');
}

export function exposedSecretId(...parts: readonly string[]): string {
  return `exposed-secret://${parts.join('/')}`;
}

/** A text that comes from a stranger's file, as long as it may be; what is longer ends in a hash of the whole. */
export function bounded(text: string, most: number): string {
  if (text.length <= most) return text;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return `${text.slice(0, most - hash.length - 1)}…${hash}`;
}

/** The text where it is an id in the terms of a provider, as docs/command-line.md has them; null otherwise. */
export function idInOurTerms(text: string): string | null {
  if (/^(?:k8s|github|imported|exposed-secret):\/\/[^/\s]/.test(text) || text === 'internet') return text;
  if (/^A[KS]IA[A-Z2-7]{16}$/.test(text)) return text;
  return parseArn(text) === null ? null : text;
}
