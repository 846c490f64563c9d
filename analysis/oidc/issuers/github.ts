import { dangerous, type Judgement, loose, type Pins, safe } from '../judgement.ts';
import { inWords, isExact, literalStart, type TextPattern } from '../text-pattern.ts';
import { claimsOfSubject, repositoryPin } from './github-subject.ts';
import type { Issuer } from './issuer.ts';

const URLS = [
  /^https:\/\/token\.actions\.githubusercontent\.com(\/[A-Za-z0-9-]+)?$/,
  /^https:\/\/token\.actions\.[a-z0-9-]+\.ghe\.com$/i,
  /^https:\/\/[^/]+\/_services\/token$/,
];

/** GitHub Actions of github.com, of an enterprise with an issuer of its own, of GHE.com and of GitHub Enterprise Server. */
export const github: Issuer = {
  id: 'github',
  title: 'GitHub Actions',
  is: (url) => URLS.some((pattern) => pattern.test(url)),
  // "IAM and AWS STS condition context keys", keys for workload identity federation, since January 2026.
  awsClaims: [
    'actor',
    'actor_id',
    'job_workflow_ref',
    'repository',
    'repository_id',
    'workflow',
    'ref',
    'environment',
    'enterprise_id',
  ],
  subjectStart: 'repo:',
  judge(pins) {
    const sub = pins.get('sub');
    if (sub !== undefined && isExact(sub) && /[*?]/.test(sub))
      return safe(
        `${inWords(sub)} is compared letter by letter, and no subject of GitHub holds a star or question mark.`,
      );
    const said = saidBy(pins);
    const where = judgeRepository(said);
    return 'grade' in where ? where : judgeContext(said, where.one);
  },
  references: ['https://docs.github.com/en/actions/reference/security/oidc'],
};

/** The claims pinned by themselves, and those that the subject spells out. */
function saidBy(pins: Pins): ReadonlyMap<string, TextPattern> {
  const sub = pins.get('sub');
  const said = new Map(sub === undefined ? [] : claimsOfSubject(sub));
  for (const [claim, pattern] of pins) {
    const known = said.get(claim);
    if (claim !== 'sub' && (known === undefined || !isExact(known))) said.set(claim, pattern);
  }
  return said;
}

/** Anyone who may create a repository in an organization obtains what all of it is trusted with. */
function judgeRepository(said: ReadonlyMap<string, TextPattern>): Judgement | { readonly one: string } {
  const id = said.get('repository_id');
  if (id !== undefined && isExact(id)) return { one: `the repository with the id ${id}` };
  const names = [said.get('repo'), said.get('repository')].filter((each) => each !== undefined);
  const kinds = names.map(repositoryPin);
  const one = names[kinds.indexOf('one')];
  if (one !== undefined) return { one: `the repository ${inWords(one)}` };
  const workflow = said.get('job_workflow_ref');
  if (workflow !== undefined && workflowPin(workflow) !== 'open')
    return { one: `whatever calls the workflow ${inWords(workflow)}` };
  const family = names[kinds.indexOf('family')];
  if (family !== undefined)
    return loose(`Every repository whose name fits ${inWords(family)} is admitted.`, 'family');
  const whole = names[kinds.indexOf('owner')] ?? ownerOf(said);
  if (whole !== undefined)
    return dangerous(
      `Every repository that fits ${inWords(whole)} is admitted, also those that any member of the owner creates.`,
      'whole-owner',
    );
  return dangerous(
    names.length === 0
      ? 'Any repository on GitHub is admitted: nothing pins the repository.'
      : `Repositories of other owners fit ${inWords(names[0] as string)}, and anyone can create one.`,
    names.length === 0 ? 'any-repository' : 'other-owners',
  );
}

function ownerOf(said: ReadonlyMap<string, TextPattern>): TextPattern | undefined {
  return ['repository_owner', 'repository_owner_id', 'enterprise', 'enterprise_id']
    .map((claim) => said.get(claim))
    .find((each) => each !== undefined && isExact(each));
}

const COMMIT = /@[0-9a-f]{40}$/;

/** `OWNER/NAME/.github/workflows/FILE@REF`: what runs is fixed by a commit, and by a branch or tag only while nobody moves it. */
function workflowPin(workflow: string): 'commit' | 'ref' | 'open' {
  if (isExact(workflow)) return COMMIT.test(workflow) ? 'commit' : 'ref';
  return literalStart(workflow).split('/').length > 2 ? 'ref' : 'open';
}

function judgeContext(said: ReadonlyMap<string, TextPattern>, one: string): Judgement {
  const exact = (claim: string) => {
    const pattern = said.get(claim);
    return pattern !== undefined && isExact(pattern) ? pattern : undefined;
  };
  const workflow = said.get('job_workflow_ref') ?? said.get('workflow_ref');
  if (workflow !== undefined && workflowPin(workflow) === 'commit')
    return safe(`Only ${one}, in a workflow fixed to one commit.`);
  const environment = exact('environment');
  if (environment !== undefined) return safe(`Only ${one}, in the environment ${inWords(environment)}.`);
  const ref = exact('ref');
  if (ref !== undefined && !ref.startsWith('refs/pull/')) return safe(`Only ${one}, on ${inWords(ref)}.`);
  if (exact('ref_protected') === 'true') return safe(`Only ${one}, on protected branches and tags.`);
  if (said.get('event') !== undefined)
    return loose(`Pull requests of ${one} are admitted: code that nobody has reviewed yet.`, 'pull-requests');
  const open = said.get('ref') ?? said.get('environment');
  if (open !== undefined) return loose(`Of ${one}, everything that fits ${inWords(open)} is admitted.`);
  if (workflow !== undefined && one.startsWith('whatever'))
    return loose(
      `Admitted is ${one}, which changes with the branch or tag that names it.`,
      'movable-workflow',
    );
  return loose(`Of ${one}, every branch, tag, environment and pull request is admitted.`);
}
