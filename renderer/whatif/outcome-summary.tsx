import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import type { Output } from '../../schema/contract.ts';
import { plural } from '../entity/kind.ts';

/** The outcome in one line, before its parts: what a person decides on. */
export function OutcomeSummary({ outcome }: { readonly outcome: Output<'whatif'> }) {
  const { lost, gained, left, breaks, guards, refused } = outcome;
  const broken = guards.filter((guard) => guard.broken !== null).length;
  return (
    <p className="row wrap whatif-summary" role="status">
      <span>
        {plural(lost.length, 'path')} to crown jewels {lost.length === 1 ? 'ends' : 'end'}, {left.length} left
      </span>
      <span className={gained.length > 0 ? 'bad-text row' : 'row'}>
        {gained.length > 0 && <CircleX size={14} aria-hidden />}
        {gained.length === 0
          ? 'none opens'
          : `${plural(gained.length, 'path')} ${gained.length === 1 ? 'opens' : 'open'}`}
      </span>
      {refused.length > 0 && (
        <span className="bad-text row">
          <CircleX size={14} aria-hidden />
          {plural(refused.length, 'change')} {refused.length === 1 ? 'is' : 'are'} refused
        </span>
      )}
      <span className={breaks.length > 0 ? 'warn-text row' : 'row'}>
        {breaks.length > 0 && <TriangleAlert size={14} aria-hidden />}
        {plural(breaks.length, 'recorded use')} may break
      </span>
      {guards.length > 0 && (
        <span className={broken > 0 ? 'bad-text row' : 'row'}>
          {broken > 0 ? (
            <CircleX size={14} aria-hidden />
          ) : (
            <CircleCheck size={14} aria-hidden className="ok-text" />
          )}
          {broken > 0
            ? `${broken} of ${plural(guards.length, 'guard')} broken`
            : `${plural(guards.length, 'guard')} held`}
        </span>
      )}
    </p>
  );
}
