import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import { beyondYamlBounds, type YamlBounds } from '../../../../schema/yaml-bounds.ts';
import { NoOperationTraceWriter, parseWorkflow } from './official-parser.ts';

/** A parsed workflow file as plain values with lines. Expressions are texts with their `${{ }}`. */
export type YamlNode =
  | { readonly kind: 'text'; readonly line: number; readonly text: string }
  | { readonly kind: 'list'; readonly line: number; readonly items: readonly YamlNode[] }
  | {
      readonly kind: 'map';
      readonly line: number;
      readonly members: readonly { readonly key: string; readonly line: number; readonly value: YamlNode }[];
    };

export interface ParsedFile {
  readonly root: YamlNode | null;
  /** What the parser of GitHub says is wrong, each with its place. */
  readonly problems: readonly string[];
}

/** Workflows of thousands of lines have a tenth of it. The parser takes up to 3 kB for each, faults included. */
export const WORKFLOW_BOUNDS: YamlBounds = { values: 100_000, tokens: 300_000 };

/** Parses by GitHub's own grammar of workflows. Never throws. */
export function parseFile(path: string, content: string): ParsedFile {
  const bound = beyondYamlBounds(content, WORKFLOW_BOUNDS);
  if (bound)
    return {
      root: null,
      problems: [`The file is larger than can be read: more than ${WORKFLOW_BOUNDS[bound]} ${bound}.`],
    };
  try {
    const { value, context } = parseWorkflow({ name: path, content }, new NoOperationTraceWriter());
    return {
      root: value === undefined ? null : plain(value),
      problems: context.errors.getErrors().map(({ message }) => message),
    };
  } catch (error) {
    return { root: null, problems: [error instanceof Error ? error.message : String(error)] };
  }
}

/** The kinds of token, as the parser numbers them. */
interface AnyToken {
  readonly value?: unknown;
  readonly source?: string;
  readonly originalExpressions?: readonly unknown[];
  toDisplayString?(): string;
}

function plain(token: TemplateToken): YamlNode {
  const line = token.line ?? 1;
  if (isMapping(token))
    return {
      kind: 'map',
      line,
      members: [...token].map(({ key, value }) => ({
        key: textOf(key),
        line: key.line ?? line,
        value: plain(value),
      })),
    };
  if (isSequence(token)) return { kind: 'list', line, items: [...token].map(plain) };
  return { kind: 'text', line, text: textOf(token) };
}

function isMapping(
  token: TemplateToken,
): token is TemplateToken & Iterable<{ readonly key: TemplateToken; readonly value: TemplateToken }> {
  return !token.isScalar && 'find' in token;
}

function isSequence(token: TemplateToken): token is TemplateToken & Iterable<TemplateToken> {
  return !token.isScalar && !('find' in token);
}

/** The text as it stands in the file; an expression that the parser has rewritten keeps the file's own words. */
function textOf(token: TemplateToken): string {
  const any = token as TemplateToken & AnyToken;
  if (token.isExpression) return any.source ?? any.toDisplayString?.() ?? '';
  return any.value === null || any.value === undefined ? '' : String(any.value);
}

export function member(node: YamlNode | undefined, key: string): YamlNode | undefined {
  if (node?.kind !== 'map') return undefined;
  return node.members.find((each) => each.key === key)?.value;
}

export function lineOf(node: YamlNode | undefined, key: string): number {
  if (node?.kind !== 'map') return node?.line ?? 1;
  return node.members.find((each) => each.key === key)?.line ?? node.line;
}

export function text(node: YamlNode | undefined): string | null {
  return node?.kind === 'text' && node.text !== '' ? node.text : null;
}

/** A list's texts; one text stands for a list of one. */
export function texts(node: YamlNode | undefined): readonly string[] {
  if (node === undefined) return [];
  if (node.kind === 'list') return node.items.flatMap((each) => text(each) ?? []);
  return node.kind === 'text' ? [node.text].filter((each) => each !== '') : [];
}

export function record(node: YamlNode | undefined): Readonly<Record<string, string>> {
  const found: Record<string, string> = Object.create(null);
  if (node?.kind === 'map')
    for (const { key, value } of node.members) if (value.kind === 'text') found[key] = value.text;
  return found;
}
