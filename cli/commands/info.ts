import type { Output } from '../../schema/contract.ts';
import { visibleText } from '../../schema/visible-text.ts';
import type { Command } from '../command.ts';
import { withSnapshot } from '../with-snapshot.ts';

export function infoText(info: Output<'snapshot.info'>): string {
  const { counts } = info;
  const lines = [
    visibleText(info.path),
    info.sealedAt
      ? `Sealed ${info.sealedAt} by ${info.analysis ?? 'an unknown version'}, digest ${info.digest ?? 'none'}`
      : 'Unfinished: the collection was cut off and can be resumed.',
    `Created ${info.createdAt} by ${info.createdBy}, format ${info.formatVersion}`,
    `${counts.entities} entities, ${counts.relations} relations, ${counts.observations} observations from ${counts.calls} calls, ${counts.gaps} coverage gaps`,
    ...info.sources.map(
      (source) =>
        `Source ${visibleText(source.id)}: ${source.startedAt} to ${source.endedAt ?? 'unfinished'}${source.principal ? `, as ${visibleText(source.principal)}` : ''}`,
    ),
  ];
  return lines.join('\n');
}

export const info: Command = {
  name: 'info',
  usage: 'info SNAPSHOT',
  summary: 'Sources, counts, digest, seal and versions; verifies the digest.',
  positionals: [1, 1],
  run: (context) =>
    withSnapshot(context, async (handle, { info }) => {
      if (info.sealedAt !== null) {
        await context.engine.request('snapshot.verify', { handle }, { signal: context.signal });
      }
      return {
        json: info,
        text: `${infoText(info)}${info.sealedAt ? '\nThe digest was recomputed and holds: the file is as it was sealed. Whoever made it is not known by it, nor that its relations follow from its documents.' : ''}`,
      };
    }),
};
