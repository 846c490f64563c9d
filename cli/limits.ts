import type { ParseArgsOptionsConfig } from 'node:util';
import type { Input, LeftOut } from '../schema/contract.ts';
import { TrustpathError } from '../schema/errors.ts';
import { RELATION_KIND_NAMES, type RelationKind } from '../schema/kinds/relation-kinds.ts';
import type { OptionValues } from './command.ts';
import { listOption } from './options.ts';

type Without = NonNullable<Input<'path'>['without']>;

/** Options that narrow what a question about the graph may follow. */
export const LIMIT_OPTIONS = {
  without: { type: 'string', multiple: true },
  'no-conditional': { type: 'boolean' },
  'no-unknown': { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig;

export const LIMITS_USAGE = "[--without 'FROM -> TO']… [--no-conditional] [--no-unknown]";

/** The limits as the engine takes them; throws `usage` where one cannot be read. */
export function limitsOf(options: OptionValues): Pick<Input<'path'>, 'include' | 'without'> {
  const conditional = options['no-conditional'] !== true;
  const unknown = options['no-unknown'] !== true;
  const without = listOption(options, 'without').map(hopNamed);
  return {
    ...(without.length > 0 && { without }),
    ...(!(conditional && unknown) && { include: { conditional, unknown } }),
  };
}

/** `FROM -> TO` for every relation between the two, `FROM -can-assume-> TO` for those of one kind. */
export function hopNamed(text: string): Without[number] {
  const match = /^\s*(.*\S)\s+-(?:([a-z0-9-]+)-)?>\s+(\S.*?)\s*$/.exec(text);
  const [, from, kind, to] = match ?? [];
  if (from === undefined || to === undefined) {
    throw new TrustpathError(
      'usage',
      `--without takes a hop as 'FROM -> TO' or 'FROM -KIND-> TO', not ${JSON.stringify(text)}.`,
    );
  }
  if (kind === undefined) return { from, to };
  if (!isRelationKind(kind)) {
    throw new TrustpathError(
      'usage',
      `--without: there is no kind of relation ${JSON.stringify(kind)}; "trustpath kinds" lists them.`,
    );
  }
  return { from, to, kind };
}

function isRelationKind(text: string): text is RelationKind {
  return (RELATION_KIND_NAMES as readonly string[]).includes(text);
}

/** What the limits held back, for people. */
export function limitLines(held: LeftOut | undefined): string[] {
  if (!held) return [];
  const parts = [
    held.without > 0 ? `${held.without} by name` : '',
    held.conditional > 0 ? `${held.conditional} conditional` : '',
    held.unknown > 0 ? `${held.unknown} unknown` : '',
  ].filter((part) => part !== '');
  return [`Relations not followed: ${parts.length > 0 ? parts.join(', ') : 'none that was met'}`];
}
