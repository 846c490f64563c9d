import { type Exception, isLive } from '../../schema/case/exception.ts';
import type { CaseMeasure } from './measure.ts';

const DAY = 24 * 60 * 60 * 1_000;

export const exceptionDebt: CaseMeasure = {
  id: 'exception-debt',
  title: 'Exception debt',
  definition: 'Exceptions granted by then and not withdrawn.',
  unit: 'exceptions',
  better: 'lower',
  looksAt: 'case',
  keptThere: 'exceptions are kept in one',
  measure({ case: from, at }) {
    const granted = from.exceptions.filter((each) => Date.parse(each.granted) <= Date.parse(at));
    const past = granted.filter((each) => !isLive(each, at)).length;
    const ages = granted.map((each) => Math.floor((Date.parse(at) - Date.parse(each.granted)) / DAY));
    return {
      value: granted.length,
      of: null,
      entities: [...new Set(granted.flatMap(({ scope }) => coveredBy(scope)))],
      also: [
        { label: 'past their day', value: past },
        ...(ages.length > 0 ? [{ label: 'oldest, days', value: ages.reduce((a, b) => Math.max(a, b)) }] : []),
      ],
      unknown: null,
    };
  },
};

/** Entities that a scope names; a finding is named by its own id. */
function coveredBy(scope: Exception['scope']): string[] {
  if (scope.of === 'entity') return [scope.entity];
  return scope.of === 'path' ? [scope.from, scope.to] : [];
}
