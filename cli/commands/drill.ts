import { DRILL_KINDS, type DrillKind } from '../../schema/case/drill-kinds.ts';
import type { Command } from '../command.ts';
import { choiceOption, given, textOption } from '../options.ts';
import { drillText, nothingToDrill, underWayText } from '../text/drill.ts';
import { countingCase } from '../with-case.ts';
import { withSnapshot } from '../with-snapshot.ts';

const KINDS = Object.keys(DRILL_KINDS) as DrillKind[];
const FORMATS = ['text', 'json', 'markdown'] as const;

export const drill: Command = {
  name: 'drill',
  usage: `drill SNAPSHOT [--kind ${KINDS.join('|')}] [--from ID] [--case CASE] [--format ${FORMATS.join('|')}]`,
  summary: 'A tabletop made from the worst path of a snapshot: the script for whoever runs it.',
  options: {
    kind: { type: 'string' },
    from: { type: 'string' },
    case: { type: 'string' },
    format: { type: 'string' },
  },
  positionals: [1, 1],
  run: (context) => {
    const { engine, signal, options } = context;
    const kind = choiceOption(options, 'kind', KINDS);
    const from = textOption(options, 'from');
    const format = choiceOption(options, 'format', FORMATS) ?? 'text';
    return withSnapshot(context, (handle) =>
      countingCase(context, textOption(options, 'case'), handle, async (bound) => {
        const underWay = bound?.runs ?? [];
        const inCase = bound === null ? {} : { underWay };
        if (from === undefined) {
          const { kinds } = await engine.request('drill.propose', given({ handle, kind, limit: 1 }), {
            signal,
          });
          if (kinds.every(({ proposals }) => proposals.length === 0))
            return {
              json: { drill: null, kinds, ...inCase },
              text: underWayText(underWay) + nothingToDrill(kinds),
              alwaysJson: format === 'json',
            };
        }
        const made = await engine.request(
          'drill.make',
          given({ handle, kind, from, format: format === 'markdown' ? ('markdown' as const) : undefined }),
          { signal },
        );
        return {
          json: { drill: made.drill, ...inCase },
          // A script in Markdown is a document of its own.
          text: made.text?.trimEnd() ?? underWayText(underWay) + drillText(made.drill),
          alwaysJson: format === 'json',
        };
      }),
    );
  },
};
