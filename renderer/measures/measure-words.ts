import type { TrendMeasure } from '../../schema/measures.ts';

type Unit = TrendMeasure['unit'];

const COUNTED: Readonly<Record<Exclude<Unit, 'ratio' | 'seconds' | 'days'>, readonly [string, string]>> = {
  identities: ['identity', 'identities'],
  keys: ['key', 'keys'],
  paths: ['path', 'paths'],
  jewels: ['crown jewel', 'crown jewels'],
  exceptions: ['exception', 'exceptions'],
};

/** A value as people read it: shares in percent, seconds in days and hours. */
export function valueText(value: number | null, unit: Unit): string {
  if (value === null) return 'not known';
  switch (unit) {
    case 'ratio':
      return `${tenths(value * 100)} %`;
    case 'seconds':
      return durationText(value);
    case 'days':
      return `${rounded(value)} ${value === 1 ? 'day' : 'days'}`;
    default:
      return `${rounded(value)} ${COUNTED[unit][value === 1 ? 0 : 1]}`;
  }
}

/** What it is a part of, where it is one: `5 of 8`. */
export function partText({ of }: TrendMeasure): string {
  return of ? `${of.part.toLocaleString('en')} of ${of.whole.toLocaleString('en')}` : '';
}

/** How a measure went since the one before, and whether that is better; null where either is not known. */
export function changeOf(
  now: TrendMeasure,
  before: TrendMeasure | undefined,
): { readonly text: string; readonly says: 'better' | 'worse' | 'same' } | null {
  if (!before || now.value === null || before.value === null) return null;
  const change = now.value - before.value;
  if (change === 0) return { text: '0', says: 'same' };
  const says = change > 0 === (now.better === 'higher') ? 'better' : 'worse';
  const size = Math.abs(change);
  const amount =
    now.unit === 'ratio'
      ? `${tenths(size * 100)} points`
      : now.unit === 'seconds'
        ? durationText(size)
        : rounded(size);
  return { text: `${change > 0 ? '+' : '−'}${amount}`, says };
}

/** Whether a value leaves something out, or could be another without the gaps of the collection. */
export function isPartial({ value, unknown, coverage }: TrendMeasure): boolean {
  return value !== null && (unknown !== null || coverage.length > 0);
}

function durationText(seconds: number): string {
  const [day, hour, minute] = [86_400, 3_600, 60];
  if (seconds >= day) return `${tenths(seconds / day)} ${seconds === day ? 'day' : 'days'}`;
  if (seconds >= hour) return `${Math.floor(seconds / hour)} h ${Math.floor((seconds % hour) / minute)} min`;
  if (seconds >= minute) return `${Math.floor(seconds / minute)} min ${Math.round(seconds % minute)} s`;
  return `${rounded(seconds)} s`;
}

function tenths(value: number): string {
  return (Math.round(value * 10) / 10).toLocaleString('en');
}

/** At most two digits after the point. */
export function rounded(value: number): string {
  return (Math.round(value * 100) / 100).toLocaleString('en');
}
