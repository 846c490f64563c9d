import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import { TrustpathError } from '../../../schema/errors.ts';

/** An expression made ready, with its syntax tree. */
export interface CelExpression {
  readonly text: string;
  readonly ast: ASTNode;
  run(context: CelContext): unknown;
}

export interface CelContext {
  readonly assertion: Readonly<Record<string, unknown>>;
  readonly attribute?: Readonly<Record<string, unknown>>;
  readonly google?: Readonly<Record<string, unknown>>;
}

/** What CEL calls `google` already is a namespace of its types, so attributes of that name are kept under another. */
const GOOGLE = 'mapped_google';

const environment = new Environment({
  limits: { maxAstNodes: 10_000, maxDepth: 100, maxListElements: 1_000, maxMapEntries: 1_000 },
})
  .registerVariable('assertion', 'map')
  .registerVariable('attribute', 'map')
  .registerVariable(GOOGLE, 'map')
  .registerFunction('string.extract(string): string', extract);

/** Longest expression that the API takes: 4,096 characters. */
const LONGEST = 4096;

/**
 * Parses an expression of a workload identity pool's provider.
 * @throws TrustpathError `input-refused`, naming the member, the place and the reason.
 */
export function parseCel(text: string, member: string): CelExpression {
  if (text.length > LONGEST)
    throw refused(`${member}: longer than the ${LONGEST.toLocaleString('en')} characters that are allowed.`);
  try {
    const parsed = environment.parse(withoutNamespace(text));
    const check = parsed.check();
    if (!check.valid) throw refused(`${member}: ${firstLine(check.error)}`);
    return {
      text,
      ast: parsed.ast,
      run: ({ assertion, attribute = {}, google = {} }) => parsed({ assertion, attribute, [GOOGLE]: google }),
    };
  } catch (error) {
    if (error instanceof TrustpathError) throw error;
    throw refused(`${member}: ${firstLine(error)}`);
  }
}

/** Renames the variable `google`, outside of strings. */
function withoutNamespace(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?<![\w.])google(?=\s*\.)/g, (found) =>
    found === 'google' ? GOOGLE : found,
  );
}

/**
 * Google's own function: `'a/b/c'.extract('a/{x}/')` is what stands where the braces are, and nothing where the rest does
 * not fit (IAM documentation, "Attribute mapping": extract).
 */
function extract(text: string, template: string): string {
  const parts = /^([^{}]*)\{[^{}]*\}([^{}]*)$/.exec(template);
  if (parts === null) throw new Error(`the template ${JSON.stringify(template)} has not one pair of braces`);
  const [, before = '', after = ''] = parts;
  const from = text.indexOf(before);
  if (from < 0) return '';
  const start = from + before.length;
  const end = after === '' ? text.length : text.indexOf(after, start);
  return end < 0 ? '' : text.slice(start, end);
}

export function isGoogle(name: string): boolean {
  return name === GOOGLE;
}

export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('\n')[0] ?? '').replaceAll(GOOGLE, 'google');
}

function refused(message: string): TrustpathError {
  return new TrustpathError('input-refused', message);
}
