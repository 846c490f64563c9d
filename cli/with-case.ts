import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Output } from '../schema/contract.ts';
import type { CommandContext } from './command.ts';

/** Opens a case for the time of `work`. */
export async function withCase<T>(
  { engine, signal }: Pick<CommandContext, 'engine' | 'signal'>,
  path: string,
  work: (opened: Output<'case.open'>) => Promise<T>,
): Promise<T> {
  const opened = await engine.request('case.open', { path }, { signal });
  try {
    return await work(opened);
  } finally {
    await engine.request('case.close', { case: opened.case });
  }
}

/** Makes the case if there is none, and says so. */
export async function ensureCase({ engine }: Pick<CommandContext, 'engine'>, path: string): Promise<void> {
  if (existsSync(path)) return;
  const made = await engine.request('case.create', { path, title: basename(path) });
  await engine.request('case.close', { case: made.case });
  process.stderr.write(`${path}: a new case.\n`);
}

/** Lets what a case says, if one was given, count in the answers about a snapshot. The case is left as it is. */
export function countingCase<T>(
  context: Pick<CommandContext, 'engine' | 'signal'>,
  path: string | undefined,
  handle: string,
  work: (bound: Output<'case.open'> | null) => Promise<T>,
): Promise<T> {
  if (path === undefined) return work(null);
  return withCase(context, path, async (opened) =>
    work(await context.engine.request('case.bind', { case: opened.case, handle, note: false })),
  );
}
