import type { Engine } from '../engine/engine.ts';
import type { Channel, Input, Output } from '../schema/contract.ts';
import { TrustpathError } from '../schema/errors.ts';

/** Answers that a question may have besides a result: nothing that is asked about need be there. */
const ORDINARY: ReadonlySet<string> = new Set([
  'input-refused',
  'entity-not-found',
  'entity-ambiguous',
  'credential-not-recognised',
  'usage',
]);
const MOST_ASKED = 6;

/** Opens a snapshot that was let in and asks all there is to ask of it. Rejects where any answer is no answer. */
export async function interrogate(engine: Engine, path: string): Promise<void> {
  const { handle, info } = await engine.request('snapshot.open', { path });
  const ask = async <C extends Channel>(channel: C, input: Input<C>): Promise<Output<C> | null> => {
    try {
      return await engine.request(channel, input);
    } catch (error) {
      if (error instanceof TrustpathError && ORDINARY.has(error.code)) return null;
      throw new Error(`${channel} ${JSON.stringify(input).slice(0, 300)}: ${String(error)}`, {
        cause: error instanceof TrustpathError ? (error.cause ?? error) : error,
      });
    }
  };
  try {
    await ask('snapshot.info', { handle });
    await ask('snapshot.coverage', { handle });
    const listed = await ask('entities.list', { handle, limit: 200 });
    if (info.sealedAt === null) return;
    const entities = (listed?.entities ?? []).slice(0, MOST_ASKED);
    const ids = entities.map(({ id }) => id);
    await ask('findings', { handle });
    await ask('cut', { handle, to: ids[0] ?? 'nobody', alternatives: 0 });
    for (const [at, id] of ids.entries()) {
      const inspected = await ask('entity.inspect', { handle, entity: id });
      await ask('path', { handle, from: id, k: 2 });
      await ask('reach', { handle, from: id });
      await ask('exposure', { handle, to: id });
      await ask('explain', { handle, from: id, to: ids[(at + 1) % ids.length] ?? id });
      await ask('changes.offer', { handle, about: { entity: id } });
      for (const hop of (inspected?.outgoing ?? []).slice(0, 3))
        for (const { observation } of hop.proof.slice(0, 2))
          await ask('observation.get', { handle, observation });
    }
    await ask('trace', { handle, text: ids[0] ?? 'AKIAEXAMPLE' });
  } finally {
    await engine.request('snapshot.close', { handle });
  }
}
