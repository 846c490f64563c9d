import { type IdentitiesMode, useIdentitiesMode } from './identities-mode.ts';

const MODES: readonly (readonly [mode: IdentitiesMode, label: string])[] = [
  ['everything', 'Everything'],
  ['machines', 'Machine identities'],
];

/** Which of the two lists is shown. */
export function ModeSwitch() {
  const { mode } = useIdentitiesMode();
  return (
    <fieldset className="row mode-switch" aria-label="What is listed">
      {MODES.map(([each, label]) => (
        <button
          key={each}
          type="button"
          className="button"
          aria-pressed={mode === each}
          onClick={() => useIdentitiesMode.setState({ mode: each })}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}
