import type { Output } from '../schema/contract.ts';
import type { CommandContext } from './command.ts';

/** Opens the snapshot that the first positional names for the time of `work`; warnings go to standard error. */
export async function withSnapshot<T>(
  context: CommandContext,
  work: (handle: string, opened: Output<'snapshot.open'>) => Promise<T>,
): Promise<T> {
  const path = context.positionals[0] ?? '';
  const opened = await context.engine.request('snapshot.open', { path }, { signal: context.signal });
  for (const warning of opened.warnings) process.stderr.write(`${warning}\n`);
  try {
    return await work(opened.handle, opened);
  } finally {
    await context.engine.request('snapshot.close', { handle: opened.handle });
  }
}
