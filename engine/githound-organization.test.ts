import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { derive } from '../analysis/derive.ts';
import type { ObservationSource } from '../analysis/observations/observation-source.ts';
import { allow, role, smallAccount } from '../analysis/rules/testing/small-account.ts';
import { trustsGithub } from '../analysis/rules/testing/small-github.ts';
import { importGithub } from '../collectors/import/github.ts';
import type { Derived, Relation } from '../schema/records.ts';
import { createSnapshot } from '../schema/snapshot/create.ts';

/*
 * The organization SpecterTst as GitHound collected it, checked by hand against the file.
 *
 * Seven workflows ask for tokens, by `permissions: id-token: write` at the top of the file:
 *   oidc-actions-test-1: "AWS Role Assumption Test - WildCard" (wildcard-repo.yml), "… - Prod Branch - Required"
 *     (prod-branch-protected.yml), "… - Prod Branch & Environment Prod - Required" (prod-branch-environment-protected.yml);
 *     all three on workflow_dispatch, the last in environment prod.
 *   oidc-actions-test-2: oidc-variable.yml, oidc-secret.yml, oidc-hardcoded.yml, on push.
 *   githound-workflow-test: test5-oidc.yml, on push to test/oidc-token.
 * The other thirteen ask for none.
 *
 * Who decides what stands on a branch of oidc-actions-test-1, which no rule protects:
 *   - seven owners (organization role owners): Anam0x, HarmJ0y, MichaelGrafnetter, jaredcatkinson, n0pe-sled,
 *     themightyshiv, tin-rabbit: github-organization-owner, -controls, then github-repository-controls;
 *   - the team developers (organization role all_repo_maintain, and role maintain of the repository): github-push;
 *     its one member is jaredcatkinson, who has all_repo_maintain himself too;
 *   - jaredgithoundtest, whose organization role CustomRoles is built on all_repo_admin: an administrator of every
 *     repository: github-repository-administrator;
 *   - the apps circleci-app and spectertst-bulldozer, which may write contents of repositories that the file does not name.
 * v3r5ace, hotnops, westshepherd, SO-nd and arobbins-ssotest have roles on other repositories alone, so they do not.
 *
 * The file says nothing of subject templates, nor what protects environments; what depends on them is unknown.
 */
const FILE = fileURLToPath(new URL('../../shared/data/github/githound-org.opengraph.json', import.meta.url));
const found = existsSync(FILE);
if (!found) console.warn(`skipped: the GitHound organization is not there (${FILE})`);

const ORG = 'github://SpecterTst';
const AWS = 'AWS Role Assumption Test';
const FIRST = `${ORG}/oidc-actions-test-1`;

describe.skipIf(!found)('the GitHound organization', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trustpath-githound-'));
  let derived: Derived;

  beforeAll(async () => {
    const writer = createSnapshot(join(folder, 'githound.trustpath'), {
      createdBy: 'test',
      createdAt: '2026-11-22T12:00:00.000Z',
    });
    try {
      await importGithub(writer, [FILE], { repositories: [] });
      derived = derive(together(writer.reader(), account()));
    } finally {
      writer.discard();
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const to = (id: string, keep: (each: Relation) => boolean = () => true) =>
    derived.relations
      .filter((each) => each.to === id && keep(each))
      .map(({ from, rule, verdict }) => `${from.replace(`${ORG}/`, '')} ${rule} ${verdict}`)
      .sort();

  it('has seven workflows that can obtain tokens, and thirteen that cannot', () => {
    const workflows = derived.entities.filter(({ kind }) => kind === 'github-workflow');
    const minting = workflows.filter(({ attributes }) => attributes.mintsTokens === true);
    expect(workflows).toHaveLength(20);
    expect(minting.map(({ id }) => id.replace(`${ORG}/`, '')).sort()).toEqual([
      'githound-workflow-test/workflow/Test 5 - OIDC Token Access',
      `oidc-actions-test-1/workflow/${AWS} - Prod Branch & Environment Prod - Required`,
      `oidc-actions-test-1/workflow/${AWS} - Prod Branch - Required`,
      `oidc-actions-test-1/workflow/${AWS} - WildCard`,
      'oidc-actions-test-2/workflow/Entra OIDC Federation from GitHub Repository Secrets',
      'oidc-actions-test-2/workflow/Entra OIDC Federation from GitHub Repository Variables',
      'oidc-actions-test-2/workflow/Hardcoded Entra OIDC Federation',
    ]);
  });

  it('a role that trusts the whole repository is had from all three of its workflows', () => {
    expect(to(role('wild'), ({ from }) => from.includes('/workflow/'))).toEqual([
      `oidc-actions-test-1/workflow/${AWS} - Prod Branch & Environment Prod - Required github-workflow-role unknown`,
      `oidc-actions-test-1/workflow/${AWS} - Prod Branch - Required github-workflow-role unknown`,
      `oidc-actions-test-1/workflow/${AWS} - WildCard github-workflow-role unknown`,
    ]);
  });

  it('a role that trusts the branch prod, from the two that name no environment; one that trusts the environment, from the third', () => {
    expect(to(role('prod-branch'), ({ from }) => from.includes('/workflow/'))).toEqual([
      `oidc-actions-test-1/workflow/${AWS} - Prod Branch - Required github-workflow-role unknown`,
      `oidc-actions-test-1/workflow/${AWS} - WildCard github-workflow-role unknown`,
    ]);
    expect(to(role('prod-environment'), ({ from }) => from.includes('/workflow/'))).toEqual([
      `oidc-actions-test-1/workflow/${AWS} - Prod Branch & Environment Prod - Required github-workflow-role unknown`,
    ]);
  });

  it('who may push to the branch prod, and by which rule', () => {
    expect(to(`${FIRST}/branch/prod`)).toEqual([
      'app/circleci-app github-push conditional',
      'app/spectertst-bulldozer github-push conditional',
      'oidc-actions-test-1 github-repository-controls allow',
      'team/developers github-push allow',
      'user/jaredcatkinson github-push allow',
      'user/jaredgithoundtest github-push allow',
    ]);
    expect(to(FIRST)).toEqual([
      `${ORG} github-organization-controls allow`,
      'user/jaredgithoundtest github-repository-administrator allow',
    ]);
    expect(to(`${ORG}/team/developers`)).toEqual(['user/jaredcatkinson github-membership allow']);
    expect(to(ORG).map((each) => each.split(' ')[0])).toEqual(
      [
        'Anam0x',
        'HarmJ0y',
        'MichaelGrafnetter',
        'jaredcatkinson',
        'n0pe-sled',
        'themightyshiv',
        'tin-rabbit',
      ].map((each) => `user/${each}`),
    );
  });

  it('who reaches the role of the branch prod, and who does not', () => {
    const reached = exposure(derived.relations, role('prod-branch'));
    for (const login of ['themightyshiv', 'jaredcatkinson', 'jaredgithoundtest'])
      expect(reached).toContain(`${ORG}/user/${login}`);
    for (const login of ['v3r5ace', 'hotnops', 'westshepherd', 'SO-nd', 'arobbins-ssotest'])
      expect(reached).not.toContain(`${ORG}/user/${login}`);
  });

  it('a locked branch and a restricted one keep out whom they name not', () => {
    // scenario4-1 is locked for everyone; scenario6-3 admits the team pushrestrictionteam, and binds no administrators.
    expect(
      to(`${ORG}/branch_protections_test/branch/scenario4-1`, ({ rule }) => rule === 'github-push'),
    ).toEqual([]);
    const restricted = to(
      `${ORG}/branch_protections_test/branch/scenario6-3`,
      ({ rule }) => rule === 'github-push',
    );
    expect(restricted).toContain('team/pushrestrictionteam github-push allow');
    expect(restricted).not.toContain('team/writeteam github-push allow');
    // master of githound-workflow-test asks for a review, of administrators too.
    expect(
      to(`${ORG}/githound-workflow-test/branch/master`, ({ from }) => /v3r5ace|jaredgithoundtest/.test(from)),
    ).toEqual(['user/jaredgithoundtest github-push conditional', 'user/v3r5ace github-push conditional']);
  });
});

/** Roles as the workflows of oidc-actions-test-1 name them, with the trusts that their names say. */
function account(): ObservationSource {
  const of = (sub: string) => ({ can: [allow('s3:*')], trust: [trustsGithub({ StringLike: { sub } })] });
  return smallAccount({
    roles: {
      wild: of('repo:SpecterTst/oidc-actions-test-1:*'),
      'prod-branch': of('repo:SpecterTst/oidc-actions-test-1:ref:refs/heads/prod'),
      'prod-environment': of('repo:SpecterTst/oidc-actions-test-1:environment:prod'),
    },
  });
}

/** Two sources side by side, as one snapshot holds them. */
function together(one: ObservationSource, other: ObservationSource): ObservationSource {
  return {
    sources: () => [...one.sources(), ...other.sources()],
    coverage: () => [...one.coverage(), ...other.coverage()],
    calls: () => [...one.calls(), ...other.calls()],
    document: (id) => {
      const mine = [...one.calls()].some(({ observation }) => observation === id);
      return (mine ? one : other).document(id);
    },
  };
}

/** Everything from which relations lead to an entity. */
function exposure(relations: readonly Relation[], id: string): ReadonlySet<string> {
  const seen = new Set([id]);
  for (const each of seen) for (const { from, to } of relations) if (to === each) seen.add(from);
  return seen;
}
