import { X } from 'lucide-react';
import { useMemo } from 'react';
import type { EntityRecord } from '../../schema/contract.ts';
import { escapeText } from '../entity/escape-text.ts';
import { plural, verbOf } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { useEntities } from '../entity/use-entities.ts';
import { useSession } from '../frame/session-store.ts';
import { type Answer, leftOutOf, pathsOf, shownPaths } from './answer.ts';
import { askAgain } from './ask.ts';
import { enableHop, showHidden, unpinAll } from './edit-view.ts';
import { selectHops, useInvestigate } from './investigate-store.ts';
import { LeftOutWords } from './left-out.tsx';
import type { DisabledHop } from './view-edits.ts';
import './path-limits.css';

/** Which paths are listed, what that left out, and what was changed in the drawing, each with its way back. */
export function PathLimits({ answer }: { readonly answer: Answer }) {
  return (
    <div className="path-limits small">
      <IncludeToggles answer={answer} />
      <p>
        <LeftOutWords held={leftOutOf(answer)} />
      </p>
      <DisabledHops />
      <DrawingEdits />
    </div>
  );
}

function IncludeToggles({ answer }: { readonly answer: Answer }) {
  const include = useInvestigate((state) => state.include);
  const controlled = useInvestigate((state) => state.controlled);
  const more = pathsOf(answer).length - shownPaths(answer, false).length;
  const toggle = (part: Partial<typeof include>) => {
    useInvestigate.setState({ include: { ...include, ...part } });
    void askAgain(answer);
  };
  return (
    <fieldset className="include">
      <legend className="visually-hidden">Which paths are listed</legend>
      <label className="row">
        <input
          type="checkbox"
          checked={include.conditional}
          onChange={(event) => toggle({ conditional: event.target.checked })}
        />
        with conditional
      </label>
      <label className="row">
        <input
          type="checkbox"
          checked={include.unknown}
          onChange={(event) => toggle({ unknown: event.target.checked })}
        />
        with unknown
      </label>
      {more > 0 && (
        <label
          className="row"
          title="Whoever administers an account controls all that is in it: paths that only go on from there say nothing of their own"
        >
          <input
            type="checkbox"
            checked={controlled}
            onChange={(event) => {
              useInvestigate.setState({ controlled: event.target.checked, path: 0 });
              const first = shownPaths(answer, event.target.checked)[0]?.hops[0];
              if (first) selectHops([first]);
            }}
          />
          with all that an account controls ({more})
        </label>
      )}
    </fieldset>
  );
}

function DisabledHops() {
  const disabled = useInvestigate((state) => state.edits.now.disabled);
  const handle = useSession((state) => state.snapshot?.handle ?? null);
  const ids = useMemo(() => [...new Set(disabled.flatMap((hop) => [hop.from, hop.to]))], [disabled]);
  const entities = useEntities(handle, ids);
  if (disabled.length === 0) return null;
  return (
    <section aria-label="Disabled hops">
      <p className="muted">{plural(disabled.length, 'disabled hop')}:</p>
      <ul>
        {disabled.map((hop) => (
          <li key={`${hop.from} ${hop.to} ${hop.kind ?? ''}`} className="row disabled-hop">
            <span className="clip grow">
              <Name text={hopWords(hop, entities)} />
            </span>
            <button
              type="button"
              className="button quiet icon"
              aria-label={`Enable again: ${escapeText(hopWords(hop, entities))}`}
              title="Enable again"
              onClick={() => void enableHop(hop)}
            >
              <X size={12} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function hopWords(hop: DisabledHop, entities: ReadonlyMap<string, EntityRecord>): string {
  const name = (id: string) => entities.get(id)?.name ?? id;
  const verb = hop.kind ? ` ${verbOf(hop.kind)}` : ' →';
  return `${name(hop.from)}${verb} ${name(hop.to)}`;
}

function DrawingEdits() {
  const { hidden, pins } = useInvestigate((state) => state.edits.now);
  if (hidden.length === 0 && pins.size === 0) return null;
  return (
    <p className="row wrap">
      {hidden.length > 0 && (
        <button type="button" className="link" onClick={showHidden}>
          Show {hidden.length} hidden
        </button>
      )}
      {pins.size > 0 && (
        <button type="button" className="link" onClick={unpinAll}>
          Unpin {pins.size}
        </button>
      )}
    </p>
  );
}
