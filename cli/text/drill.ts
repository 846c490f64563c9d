import { DRILL_KINDS } from '../../schema/case/drill-kinds.ts';
import type { Output } from '../../schema/contract.ts';
import type { DrillProposals, Tabletop } from '../../schema/drills.ts';
import { visibleText } from '../../schema/visible-text.ts';

/** The facilitator's script in plain lines. */
export function drillText(drill: Tabletop): string {
  const lines = [
    `${DRILL_KINDS[drill.kind]}, from ${drill.foothold.name} to ${drill.jewel.name} (${drill.verdict})`,
    `  ${drill.why}`,
    '',
    'To read out at the beginning',
    `  ${drill.scenario}`,
    '',
    'What the team is told',
    ...drill.injects.flatMap(({ minute, title, says, question, hop }) => [
      `  minute ${minute}  ${title}`,
      `    ${says}`,
      `    Question: ${question}`,
      ...(hop?.proof ?? []).map((step) => `    Because: ${step.says}`),
    ]),
    '',
    'The plan, hidden until it is asked for (* ends something that the attacker holds)',
    ...drill.plan.flatMap(({ title, why, command, revokes }, at) => [
      `  ${at + 1}. ${revokes ? '* ' : ''}${title}`,
      `     ${why}`,
      ...(command === null ? [] : [`     $ ${command}`]),
    ]),
    ...gapLines(drill.unknowns),
  ];
  return lines.map(visibleText).join('\n');
}

/** The drills of a case that are under way, a line each, and an empty one; nothing where there is none. */
export function underWayText(runs: Output<'case.open'>['runs']): string {
  if (runs.length === 0) return '';
  const lines = runs.map(({ run }) => {
    const told = run.told.filter((each) => each !== null).length;
    const revoking = run.plan.flatMap(({ revokes }, at) => (revokes ? [run.done[at] ?? null] : []));
    const done = revoking.filter((each) => each !== null).length;
    const state = run.endedAt === null ? 'not ended' : `ended ${run.endedAt}, not recorded`;
    return `Under way in the case: ${DRILL_KINDS[run.kind]}, from ${run.foothold}, begun ${run.startedAt}, ${state}; told ${run.told.length === told ? 'all' : `${told} of ${run.told.length}`}, done ${done} of ${revoking.length} that end something held. It goes on in the window.`;
  });
  return [...lines, '', ''].map(visibleText).join('\n');
}

/** Why there is nothing to drill, kind by kind, and what was not collected that could hide it. */
export function nothingToDrill(kinds: readonly DrillProposals[]): string {
  const [first] = kinds;
  return [...kinds.map(({ none }) => none ?? ''), ...gapLines(first?.unknowns ?? [])]
    .map(visibleText)
    .join('\n');
}

function gapLines(unknowns: Tabletop['unknowns']): string[] {
  if (unknowns.length === 0) return [];
  return [
    '',
    'Not collected, and could add to what is within reach',
    ...unknowns.map(({ source, operation, reason }) => `  ${source} ${operation}: ${reason}`),
  ];
}
