import { FlaskConical, X } from 'lucide-react';
import { useCollect } from '../collect/collect-store.ts';
import { askCredential } from '../investigate/ask.ts';
import { here, useNavigation } from './navigation-store.ts';
import { useSession } from './session-store.ts';

/** After the sample was collected: the story's leaked key (a public identifier), ready to be traced. */
export function SampleHint() {
  const keyId = useCollect((state) => state.leakedKeyId);
  const snapshot = useSession((state) => state.snapshot);
  const place = useNavigation(here);
  if (keyId === null || !snapshot || place.view !== 'investigate' || place.answer !== null) return null;
  return (
    <div className="banner row">
      <FlaskConical size={16} aria-hidden />
      <span className="grow">
        The sample is open. In its story, the access key <span className="mono">{keyId}</span> was found in a
        public repository.
      </span>
      <button type="button" className="button" onClick={() => void askCredential(keyId)}>
        Trace it
      </button>
      <button
        type="button"
        className="button quiet icon"
        aria-label="Dismiss"
        onClick={() => useCollect.setState({ leakedKeyId: null })}
      >
        <X size={14} aria-hidden />
      </button>
    </div>
  );
}
