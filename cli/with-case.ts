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
