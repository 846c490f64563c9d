import type { Output } from '../schema/contract.ts';
import type { CommandContext } from './command.ts';

type Asking = Pick<CommandContext, 'engine' | 'signal'>;

/** Opens the snapshot that the first positional names for the time of `work`. */
export function withSnapshot<T>(
  context: CommandContext,
  work: (handle: string, opened: Output<'snapshot.open'>) => Promise<T>,
): Promise<T> {
  return withOpened(context, context.positionals[0] ?? '', work);
}

/** Opens an earlier and a later snapshot, as the two positionals name them, for the time of `work`. */
export function withTwoSnapshots<T>(
  context: CommandContext,
  work: (before: string, after: string) => Promise<T>,
): Promise<T> {
  const [before = '', after = ''] = context.positionals;
  return withOpened(context, before, (earlier) =>
    withOpened(context, after, (later) => work(earlier, later)),
  );
}

/** Opens a snapshot for the time of `work`. */
export async function withOpened<T>(
  { engine, signal }: Asking,
  path: string,
  work: (handle: string, opened: Output<'snapshot.open'>) => Promise<T>,
  warned: (warning: string) => void = warn,
): Promise<T> {
  const opened = await engine.request('snapshot.open', { path }, { signal });
  opened.warnings.forEach(warned);
  try {
    return await work(opened.handle, opened);
  } finally {
    await engine.request('snapshot.close', { handle: opened.handle });
  }
}

function warn(warning: string): void {
  process.stderr.write(`${warning}\n`);
}
