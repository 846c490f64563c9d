import { go } from '../frame/navigation-store.ts';

/** What would have to be imported for there to be something to compare. */
export function NoLogs() {
  return (
    <div className="empty">
      <p>
        <strong>The snapshot has no log of what was done.</strong>
      </p>
      <p className="muted">
        CloudTrail logs and Kubernetes audit logs tell it: import them into the snapshot, as another source.
        Three weeks or more are needed: the last seven days are compared with those before.
      </p>
      <button type="button" className="button" onClick={() => go('collect')}>
        Import logs
      </button>
    </div>
  );
}
