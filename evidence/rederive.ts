import { type Estates, estatesOf } from '../analysis/estates.ts';
import type { Finding } from '../analysis/findings/finding-rule.ts';
import { findingsOf } from '../analysis/findings/findings-of.ts';
import type { ObservationSource } from '../analysis/observations/observation-source.ts';
import { ruleById } from '../analysis/rules/registry.ts';
import { createScene } from '../analysis/rules/scene.ts';
import { type Baseline, createBaseline } from '../analysis/scenario/again/baseline.ts';
import { type WhatIf, whatIfInFull } from '../analysis/scenario/what-if.ts';
import type { Hop, TrustPath } from '../schema/contract.ts';
import { TrustpathError } from '../schema/errors.ts';
import { canonicalJson, type Json } from '../schema/json.ts';
import type { ObservationId, Relation, Verdict } from '../schema/records.ts';
import type { Answer } from './answer.ts';
import type { ToldEntity } from './told.ts';

/** The part of an answer that follows from observations by rules, and so can be derived again. */
export type DerivedAnswer = Pick<Answer, 'paths' | 'findings' | 'whatif' | 'comparison'>;

export interface Rederived {
  readonly relations: number;
  readonly findings: number;
  /** Relations that a what-if takes away or opens. */
  readonly tried: number;
  /** Entities of which the documents do not say what they are called. */
  readonly unnamed: readonly string[];
  /** What did not come out equal, in words. */
  readonly problems: readonly string[];
}

/** The same source with the documents of some calls only. What the others said is as if it had not been asked. */
export function withDocuments(
  source: ObservationSource,
  has: (observation: ObservationId) => boolean,
): ObservationSource {
  return {
    sources: () => source.sources(),
    coverage: () => source.coverage(),
    *calls(filter) {
      for (const call of source.calls(filter))
        if (call.observation === null || has(call.observation)) yield call;
    },
    document: (observation) => source.document(observation),
  };
}

/**
 * Derives everything again from the observations and compares: each relation of the answer with its conditions and
 * proof, each finding, and what the what-if takes away and opens.
 */
export function rederive(
  source: ObservationSource,
  answer: DerivedAnswer,
  entities: readonly ToldEntity[] = [],
  signal?: AbortSignal,
): Rederived {
  const claimed = relationsOfNow(answer);
  const { findings, whatif } = answer;
  if (claimed.length === 0 && findings.length === 0 && !whatif)
    return { relations: 0, findings: 0, tried: 0, unnamed: entities.map(({ id }) => id), problems: [] };
  const derived = createBaseline(source, signal);
  const problems = [
    ...missing('relation', claimed, derived.relations),
    ...otherTechniques(claimed),
    ...brokenPaths(answer),
  ];
  const named = namesOf(entities, derived);
  problems.push(...named.problems);
  if (findings.length > 0) problems.push(...missingFindings(findings, estatesOf(source)));
  const tried = whatif ? tryAgain(derived, whatif, signal) : { count: 0, problems: [] };
  return {
    relations: claimed.length,
    findings: findings.length,
    tried: tried.count,
    unnamed: named.unnamed,
    problems: [...problems, ...tried.problems],
  };
}

/** Which techniques a relation makes possible is for its rule to say. */
function otherTechniques(hops: readonly Hop[]): string[] {
  return hops.flatMap(({ from, to, rule, techniques }) => {
    const own = ruleById(rule)?.techniques ?? [];
    return own.join() === techniques.join()
      ? []
      : [`the techniques of the relation from ${from} to ${to} are not those of rule ${rule}`];
  });
}

/** A path goes on where it came to, and is no surer than its least sure hop. */
function brokenPaths({ paths, comparison, whatif }: DerivedAnswer): string[] {
  const all = [
    ...paths,
    ...(comparison?.paths.opened.map(({ path }) => path) ?? []),
    ...(whatif ? [...whatif.outcome.lost, ...whatif.outcome.gained, ...whatif.outcome.left] : []),
  ];
  return all.flatMap(({ from, to, verdict, hops }) => {
    const ends = [from, ...hops.map((hop) => hop.to)];
    const holds =
      ends.at(-1) === to &&
      hops.every((hop, index) => hop.from === ends[index]) &&
      verdict === leastSure(hops.map((hop) => hop.verdict));
    return holds ? [] : [`the path from ${from} to ${to} is no chain of its hops, or surer than they are`];
  });
}

function leastSure(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('unknown')) return 'unknown';
  return verdicts.includes('conditional') ? 'conditional' : 'allow';
}

/** What the documents describe must be called what they call it. */
function namesOf(
  entities: readonly ToldEntity[],
  derived: Baseline,
): { readonly unnamed: readonly string[]; readonly problems: readonly string[] } {
  const unnamed: string[] = [];
  const problems: string[] = [];
  for (const { id, kind, name } of entities) {
    const number = derived.numbers.get(id);
    const found = number === undefined ? undefined : derived.entities[number];
    if (found && found.kind === kind && found.name === name) continue;
    if (found?.collected) problems.push(`the entity ${id} is called otherwise by the documents`);
    else unnamed.push(id);
  }
  return { unnamed, problems };
}

/** The relations that are said to hold in this snapshot, each once. */
export function relationsOfNow({ paths, comparison, whatif }: DerivedAnswer): Hop[] {
  const hops = hopsOf(paths);
  if (comparison) {
    hops.push(...comparison.relations.came, ...comparison.relations.changed.map(({ after }) => after));
    hops.push(...hopsOf(comparison.paths.opened.map(({ path }) => path)));
  }
  if (whatif) hops.push(...hopsOf(whatif.outcome.lost));
  return [...new Map(hops.map((hop) => [keyOf(hop), hop])).values()];
}

function hopsOf(paths: readonly TrustPath[]): Hop[] {
  return paths.flatMap((path) => path.hops);
}

/** All of a relation that rules decide. */
function keyOf({ from, to, kind, rule, verdict, conditions, proof }: Hop | Relation): string {
  return canonicalJson({ from, to, kind, rule, verdict, conditions, proof } as unknown as Json);
}

function missing(what: string, claimed: readonly Hop[], derived: readonly Relation[]): string[] {
  const known = new Set(derived.map(keyOf));
  return claimed
    .filter((hop) => !known.has(keyOf(hop)))
    .map((hop) => `the ${what} ${hop.from} ${hop.kind} ${hop.to} (rule ${hop.rule}) does not come out so`);
}

function missingFindings(findings: readonly Finding[], estates: Estates): string[] {
  const known = new Set(
    findingsOf(createScene(estates)).map((finding) => canonicalJson(finding as unknown as Json)),
  );
  return findings
    .filter((finding) => !known.has(canonicalJson(finding as unknown as Json)))
    .map((finding) => `the finding ${finding.id} does not come out so`);
}

function sameRefusals(claimed: WhatIf['refused'], again: WhatIf['refused']): boolean {
  const told = (list: WhatIf['refused']) =>
    JSON.stringify(list.map(({ change, by, message }) => [change, by, message]));
  return told(claimed) === told(again);
}

function tryAgain(
  before: Baseline,
  { scenario, outcome }: NonNullable<Answer['whatif']>,
  signal?: AbortSignal,
): { readonly count: number; readonly problems: readonly string[] } {
  const { lost, gained } = outcome.relations;
  let again: WhatIf['relations'];
  let refused: WhatIf['refused'];
  try {
    ({ relations: again, refused } = whatIfInFull(before, scenario, signal));
  } catch (error) {
    if (!(error instanceof TrustpathError) || error.code === 'cancelled') throw error;
    return { count: 0, problems: [`the what-if cannot be tried on these documents: ${error.message}`] };
  }
  return {
    count: lost.length + gained.length,
    problems: [
      ...(sameRefusals(outcome.refused, refused)
        ? []
        : ['the changes that the what-if refuses do not come out so']),
      ...missing('relation that the what-if takes away,', lost, again.lost),
      ...missing('relation that the what-if opens,', gained, again.gained),
    ],
  };
}
