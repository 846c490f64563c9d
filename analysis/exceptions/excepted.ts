import { type Exception, isLive } from '../../schema/case/exception.ts';

/** An exception as it stands at a moment. */
export interface Standing {
  readonly id: string;
  readonly exception: Exception;
  /** False once its last day is over: then it excuses nothing, and what it excused is back. */
  readonly live: boolean;
  /** Whole days until its last day; negative once that is over. */
  readonly daysLeft: number;
}

export interface Excepted {
  /** All exceptions: those that are over first, the longest over first; then those that end soonest. */
  readonly all: readonly Standing[];
  ofFinding(finding: { readonly id: string; readonly entity: string }): Standing | null;
  /** `through`: the entities of a path in order. An exception for an entity covers paths that start at or cross it. */
  ofPath(through: readonly string[]): Standing | null;
}

const DAY = 86_400_000;

/**
 * What exceptions cover at a moment (ISO 8601 UTC). Where several cover one thing, one that holds goes before one that
 * is over, and among those the one that ends last.
 */
export function excepted(exceptions: ReadonlyMap<string, Exception>, at: string): Excepted {
  const day = Date.parse(at.slice(0, 10));
  const all = [...exceptions]
    .map(([id, exception]) => ({
      id,
      exception,
      live: isLive(exception, at),
      daysLeft: Math.round((Date.parse(exception.expires) - day) / DAY),
    }))
    .sort((a, b) => a.daysLeft - b.daysLeft || (a.id < b.id ? -1 : 1));
  const byScope = new Map<string, Standing>();
  // In order of their ends, so that the last that is set is the one that ends last, and so holds if any does.
  for (const standing of all) byScope.set(scopeKey(standing.exception.scope), standing);
  const strongest = (keys: readonly string[]): Standing | null =>
    keys
      .flatMap((key) => byScope.get(key) ?? [])
      .reduce<Standing | null>((best, each) => (best && best.daysLeft >= each.daysLeft ? best : each), null);
  return {
    all,
    ofFinding: ({ id, entity }) =>
      strongest([scopeKey({ of: 'finding', finding: id }), scopeKey({ of: 'entity', entity })]),
    ofPath(through) {
      const [from = '', to = ''] = [through[0], through.at(-1)];
      return strongest([
        scopeKey({ of: 'path', from, to }),
        ...through.slice(0, -1).map((entity) => scopeKey({ of: 'entity', entity })),
      ]);
    },
  };
}

function scopeKey(scope: Exception['scope']): string {
  switch (scope.of) {
    case 'entity':
      return JSON.stringify([scope.of, scope.entity]);
    case 'path':
      return JSON.stringify([scope.of, scope.from, scope.to]);
    case 'finding':
      return JSON.stringify([scope.of, scope.finding]);
  }
}
