import { plural } from '../entity/kind.ts';
import { fill, useCollect } from './collect-store.ts';

/** What is asked of an AWS account, and with which credentials. */
export function AwsFields() {
  const { form, profiles } = useCollect();
  return (
    <>
      <div className="form-grid">
        <label className="field">
          Profile
          <select
            className="input"
            value={form.profile}
            onChange={(event) => fill({ profile: event.target.value })}
          >
            <option value="">Default credentials of this machine</option>
            {(profiles ?? []).map((profile) => (
              <option key={profile.profile} value={profile.profile}>
                {profile.profile}
                {profile.region ? ` (${profile.region})` : ''}
              </option>
            ))}
          </select>
          <span className="hint">
            {profiles === null
              ? 'Looking for profiles…'
              : `${plural(profiles.length, 'profile')} found. None is used before Collect is pressed.`}
          </span>
        </label>
        <label className="field">
          Regions
          <input
            className="input"
            value={form.regions}
            placeholder="the configured one"
            spellCheck={false}
            onChange={(event) => fill({ regions: event.target.value })}
          />
          <span className="hint">
            Separated by commas; or <span className="mono">where-used</span>,{' '}
            <span className="mono">enabled</span>. Identity is global and always read.
          </span>
        </label>
      </div>
      <details className="more">
        <summary>Roles to assume, more accounts, endpoint</summary>
        <div className="form-grid">
          <label className="field">
            Role to assume
            <input
              className="input mono"
              value={form.roleArn}
              placeholder="arn:aws:iam::111122223333:role/audit"
              spellCheck={false}
              onChange={(event) => fill({ roleArn: event.target.value })}
            />
          </label>
          <label className="field">
            More profiles
            <input
              className="input"
              value={form.moreProfiles}
              placeholder="an account each"
              spellCheck={false}
              onChange={(event) => fill({ moreProfiles: event.target.value })}
            />
            <span className="hint">Separated by commas. Each becomes a source of the same snapshot.</span>
          </label>
          <label className="field">
            Role in each account of the organization
            <input
              className="input mono"
              value={form.orgRole}
              placeholder="audit"
              spellCheck={false}
              onChange={(event) => fill({ orgRole: event.target.value })}
            />
            <span className="hint">Taken on wherever it can be; where it cannot, that is a gap.</span>
          </label>
          <label className="field">
            External id
            <input
              className="input mono"
              value={form.externalId}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => fill({ externalId: event.target.value })}
            />
          </label>
          <label className="field">
            Endpoint
            <input
              className="input mono"
              value={form.endpoint}
              placeholder="AWS's own"
              spellCheck={false}
              onChange={(event) => fill({ endpoint: event.target.value })}
            />
          </label>
        </div>
      </details>
    </>
  );
}
