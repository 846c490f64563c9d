import {
  ArrowLeft,
  ArrowRight,
  CircleCheck,
  CircleHelp,
  Command as CommandIcon,
  LoaderCircle,
} from 'lucide-react';
import { useCase } from '../case/case-store.ts';
import { shortcutKeys } from '../commands/shortcut.ts';
import { DrillButton } from '../drills/drill-button.tsx';
import { plural } from '../entity/kind.ts';
import { Identifier, Name } from '../entity/name.tsx';
import { Time } from '../entity/time.tsx';
import { openDialog } from './dialog-store.ts';
import { isMac } from './keyboard.ts';
import { go, goBack, goForward, useNavigation } from './navigation-store.ts';
import { fileName, useSession } from './session-store.ts';

/** Which snapshot is open, of when, and how much of it is missing; back, forward and the palette. */
export function Header() {
  const snapshot = useSession((state) => state.snapshot);
  const opening = useSession((state) => state.opening);
  const open = useCase((state) => state.open);
  const back = useNavigation((history) => history.at > 0);
  const forward = useNavigation((history) => history.at < history.places.length - 1);
  return (
    <header className="header">
      <div className="row">
        <button
          type="button"
          className="button quiet icon"
          aria-label="Back"
          title="Back"
          disabled={!back}
          onClick={goBack}
        >
          <ArrowLeft size={16} aria-hidden />
        </button>
        <button
          type="button"
          className="button quiet icon"
          aria-label="Forward"
          title="Forward"
          disabled={!forward}
          onClick={goForward}
        >
          <ArrowRight size={16} aria-hidden />
        </button>
      </div>
      {opening !== null ? (
        <p className="header-snapshot" role="status">
          <LoaderCircle size={14} aria-hidden className="spin fixed" />
          <span className="clip">
            Opening <Name text={fileName(opening)} length={44} /> and checking it…
          </span>
        </p>
      ) : snapshot ? (
        <SnapshotLine info={snapshot.info} />
      ) : (
        <p className="header-snapshot muted">No snapshot is open</p>
      )}
      {open && (
        <button
          type="button"
          className="button quiet header-case"
          title={open.path}
          onClick={() => go('case')}
        >
          Case <Name text={open.title} length={28} />
        </button>
      )}
      <DrillButton />
      <button type="button" className="button header-palette" onClick={() => openDialog('palette')}>
        <CommandIcon size={14} aria-hidden /> Commands
        <span className="row keys">
          {shortcutKeys('Mod+K', isMac()).map((key) => (
            <kbd key={key} className="kbd">
              {key}
            </kbd>
          ))}
        </span>
      </button>
    </header>
  );
}

type Info = NonNullable<ReturnType<typeof useSession.getState>['snapshot']>['info'];

function SnapshotLine({ info }: { readonly info: Info }) {
  const { gaps } = info.counts;
  return (
    <div className="header-snapshot">
      <strong className="clip" title={info.path}>
        <Name text={fileName(info.path)} length={44} />
      </strong>
      {info.sealedAt === null ? (
        <span className="warn-text">unfinished</span>
      ) : (
        <span className="muted header-date">
          sealed <Time utc={info.sealedAt} />
        </span>
      )}
      {info.digest !== null && (
        <span className="muted header-digest">
          <Identifier text={info.digest} length={18} />
        </span>
      )}
      <button
        type="button"
        className="button quiet header-gaps"
        title={gaps === 0 ? 'Every operation was complete' : 'Operations that were not complete'}
        onClick={() => go('coverage')}
      >
        {gaps === 0 ? (
          <CircleCheck size={14} aria-hidden className="ok-text" />
        ) : (
          <CircleHelp size={14} aria-hidden className="warn-text" />
        )}
        {gaps === 0 ? 'no gaps' : plural(gaps, 'gap')}
      </button>
    </div>
  );
}
