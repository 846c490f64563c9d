import type { SecretUse } from './model.ts';
import type { YamlNode } from './yaml-node.ts';

const EXPRESSION = /\$\{\{([\s\S]*?)\}\}/g;
const SECRET = /\bsecrets\s*(?:\.\s*([A-Za-z_][\w-]*)|\[\s*'([^']+)'\s*\])/g;
const VARIABLE = /\bvars\s*(?:\.\s*([A-Za-z_][\w-]*)|\[\s*'([^']+)'\s*\])/g;
/** `secrets` with anything else behind it: handed to a function, or indexed by what is only known when it runs. */
const ALL_SECRETS = /\bsecrets\b\s*(?![\s.[]|$)|\bsecrets\s*\[\s*[^'\]]|toJSON\(\s*secrets\s*\)/i;

/** The expressions of a text, without their braces, and the line of each counted from the text's first. */
export function expressionsIn(text: string): readonly { readonly code: string; readonly line: number }[] {
  return [...text.matchAll(EXPRESSION)].map((found) => ({
    code: (found[1] ?? '').trim(),
    line: text.slice(0, found.index).split('\n').length - 1,
  }));
}

export function secretsIn(code: string): readonly string[] {
  const named = [...code.matchAll(SECRET)].map((found) => (found[1] ?? found[2]) as string);
  return ALL_SECRETS.test(code) ? [...named, '*'] : named;
}

export function variablesIn(code: string): readonly string[] {
  return [...code.matchAll(VARIABLE)].map((found) => (found[1] ?? found[2]) as string);
}

/** Every secret that expressions below a node read. `if:` needs no braces, so plain conditions are read too. */
export function secretUses(node: YamlNode): readonly SecretUse[] {
  const found = new Map<string, SecretUse>();
  walk(node, (text, line) => {
    for (const { code, line: offset } of expressionsIn(text))
      for (const name of secretsIn(code))
        if (!found.has(name)) found.set(name, { name, line: line + offset });
  });
  return [...found.values()];
}

export function variableUses(node: YamlNode): readonly string[] {
  const found = new Set<string>();
  walk(node, (text) => {
    for (const { code } of expressionsIn(text)) for (const name of variablesIn(code)) found.add(name);
  });
  return [...found];
}

function walk(node: YamlNode, see: (text: string, line: number) => void): void {
  if (node.kind === 'text') see(node.text, node.line);
  else if (node.kind === 'list') for (const item of node.items) walk(item, see);
  else for (const { value } of node.members) walk(value, see);
}
