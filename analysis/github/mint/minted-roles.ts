import { literal } from '../../oidc/language/sequence.ts';
import { acceptance } from '../../oidc/mintable/mintable-against-aws.ts';
import { fill, type TokenShape, templateWords } from '../../oidc/mintable/template.ts';
import { all, any, HOLDS, type Outcome, step, unknown } from '../../rules/outcome.ts';
import type { Scene } from '../../rules/rule.ts';
import type { Repository } from '../estate/estate.ts';
import type { Run } from './run.ts';
import { ANY_TEXT, free, subjectTemplate, tokenShape } from './token-shape.ts';
import { type GithubTrust, trustsFor } from './web-trusts.ts';

/** The roles that tokens of the runs obtain, each by the best of them. */
export function mintedRoles(
  repository: Repository,
  runs: readonly Run[],
  scene: Pick<Scene, 'aws'>,
): ReadonlyMap<string, Outcome> {
  const found = new Map<string, Outcome>();
  for (const trust of trustsFor(repository, scene)) {
    const outcome = any(outcomesOf(repository, runs, trust));
    if (outcome === null || outcome.verdict === 'deny') continue;
    const other = found.get(trust.of.id);
    found.set(trust.of.id, other === undefined ? outcome : (any([other, outcome]) as Outcome));
  }
  return found;
}

function* outcomesOf(repository: Repository, runs: readonly Run[], trust: GithubTrust): Generator<Outcome> {
  for (const run of runs) {
    const outcome = obtained(repository, run, trust);
    if (outcome !== null) yield outcome;
  }
}

/** A job asks for any audience it likes; the account's provider takes tokens for those that are registered. */
function forAudiences(shape: TokenShape, audiences: readonly string[] | null): TokenShape {
  if (audiences === null) return shape;
  const taken = { ...free('aud', '<audience>', ANY_TEXT), within: [audiences.map(literal)] };
  return { ...shape, claims: new Map([...shape.claims, ['aud', [taken]]]) };
}

/** What the trust says to the tokens of one kind of run; null where it refuses them. */
export function obtained(repository: Repository, run: Run, trust: GithubTrust): Outcome | null {
  if (trust.there.outcome.verdict === 'deny') return null;
  const shape = forAudiences(tokenShape(repository, run), trust.there.audiences);
  const answer = acceptance(trust, shape);
  if (answer.kind === 'refused') return null;
  const template = subjectTemplate(repository).outcome;
  if (answer.kind === 'unknown') return all([run.outcome, template, unknown(answer.reasons.join('; '))]);
  const sub = shape.claims.get('sub') ?? [];
  const subject = answer.chosen.size === 0 ? templateWords(sub) : fill(sub, answer.chosen);
  const { observation } = trust.of.fact.trust?.ref ?? trust.of.ref;
  const accepted: Outcome = {
    ...HOLDS,
    verdict: answer.conditions.length > 0 ? 'conditional' : 'allow',
    conditions: answer.conditions,
    steps: [
      step(
        { observation, pointer: answer.statement.pointer },
        `${answer.statement.title} accepts the subject ${JSON.stringify(subject)}.`,
      ),
    ],
  };
  return all([run.outcome, template, accepted]);
}
