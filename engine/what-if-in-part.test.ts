import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { memorySource } from '../analysis/observations/memory-source.ts';
import type { ObservationSource } from '../analysis/observations/observation-source.ts';
import { type Baseline, createBaseline } from '../analysis/scenario/again/baseline.ts';
import { editsOf } from '../analysis/scenario/changes/registry.ts';
import { editedInPlace } from '../analysis/scenario/edited-source.ts';
import { accountOfTechniques } from '../analysis/scenario/testing/account-of-techniques.ts';
import { randomChange } from '../analysis/scenario/testing/random-change.ts';
import { type WhatIf, whatIf, whatIfInFull } from '../analysis/scenario/what-if.ts';
import { generateMixedEstate, SMALL } from '../bench/generate-mixed-estate.ts';
import { importAws } from '../collectors/import/aws.ts';
import { AWS_CHANGES } from '../schema/changes/aws.ts';
import { CREDENTIAL_CHANGES } from '../schema/changes/credentials.ts';
import { KUBERNETES_CHANGES } from '../schema/changes/kubernetes.ts';
import { PLACE_CHANGES } from '../schema/changes/places.ts';
import { TrustpathError } from '../schema/errors.ts';
import { CHANGES, type Change, type ChangeKind } from '../schema/scenario.ts';
import { createSnapshot } from '../schema/snapshot/create.ts';
import { openSnapshot } from '../schema/snapshot/open.ts';
import { createEngine } from './engine.ts';

const kindsOf = (...families: readonly object[]) =>
  families.flatMap((each) => Object.keys(each)) as readonly ChangeKind[];
/** Scenarios of one system, which are followed in part, and of any. */
const FAMILIES: readonly (readonly ChangeKind[])[] = [
  kindsOf(AWS_CHANGES, CREDENTIAL_CHANGES, PLACE_CHANGES),
  kindsOf(KUBERNETES_CHANGES, PLACE_CHANGES),
  kindsOf(CHANGES),
];
const SCENARIOS = 30;

const shared = (path: string) => fileURLToPath(new URL(`../../shared/data/aws/${path}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'trustpath-in-part-'));
const open: { close(): void }[] = [];
afterAll(() => {
  for (const each of open) each.close();
  rmSync(folder, { recursive: true });
});

const ESTATES: readonly {
  readonly name: string;
  readonly needs?: string;
  readonly scenarios?: number;
  source(): ObservationSource | Promise<ObservationSource>;
}[] = [
  { name: 'an account full of techniques', source: accountOfTechniques, scenarios: 150 },
  { name: 'a generated mixed estate', source: () => generateMixedEstate(SMALL) },
  { name: 'the sample estate', source: sample },
  {
    name: 'the iam-vulnerable lab',
    needs: shared('iam-vulnerable.authorization-details.json'),
    source: () =>
      memorySource([
        {
          operation: 'iam:GetAccountAuthorizationDetails',
          document: JSON.parse(readFileSync(shared('iam-vulnerable.authorization-details.json'), 'utf8')),
        },
      ]),
  },
  { name: 'the cloudmapper demo', needs: shared('cloudmapper-demo'), source: cloudmapper },
];

async function sample(): Promise<ObservationSource> {
  const out = join(folder, 'sample.trustpath');
  const engine = createEngine();
  await engine.request('sample.create', { out });
  engine.close();
  return opened(out);
}

async function cloudmapper(): Promise<ObservationSource> {
  const out = join(folder, 'cloudmapper.trustpath');
  const writer = createSnapshot(out, { createdBy: 'test', createdAt: '2026-11-22T12:00:00.000Z' });
  open.push(writer);
  await importAws(writer, [shared('cloudmapper-demo')]);
  return writer.reader();
}

function opened(path: string): ObservationSource {
  const reader = openSnapshot(path);
  open.push(reader);
  return reader;
}

/** Everything that deriving again could get wrong; the order of relations means nothing, that of entities does. */
function told({ after, relations, lost, gained, left }: WhatIf) {
  const sorted = (list: readonly unknown[]) => list.map((each) => JSON.stringify(each)).sort();
  const ends = (paths: WhatIf['lost']) => sorted(paths.map((path) => [path[0]?.from, path.at(-1)?.to]));
  return {
    entities: after.entities.map((each) => JSON.stringify(each)),
    relations: sorted(after.relations),
    numbers: after.entities.every(({ id }, number) => after.numbers.get(id) === number),
    lostRelations: sorted(relations.lost),
    gainedRelations: sorted(relations.gained),
    changedRelations: sorted(relations.changed),
    lost: ends(lost),
    gained: ends(gained),
    left: ends(left),
  };
}

/** The kinds of change that were made, with how many were followed in part and how many derived everything. */
function compareAll(
  base: Baseline,
  scenarios: number,
): ReadonlyMap<string, readonly [part: number, full: number]> {
  const made = new Map<string, [number, number]>();
  let refused = 0;
  const scenarioOf = (kinds: readonly ChangeKind[]) =>
    fc.array(fc.tuple(fc.constantFrom(...kinds), fc.array(fc.nat(), { minLength: 12, maxLength: 12 })), {
      minLength: 1,
      maxLength: 2,
    });
  // A policy is asked of what comes after it.
  const behindPolicy = fc
    .tuple(scenarioOf(['admission-policy']), scenarioOf(kindsOf(KUBERNETES_CHANGES)))
    .map(([policies, others]) => [...policies.slice(0, 1), ...others]);
  const drawn = fc.oneof(...FAMILIES.map(scenarioOf), behindPolicy);
  fc.assert(
    fc.property(drawn, (kinds) => {
      const changes = kinds.flatMap(([kind, draws]): readonly Change[] => {
        let at = 0;
        const change = randomChange(
          kind,
          base,
          (list) => list[(draws[at++ % draws.length] ?? 0) % list.length]!,
        );
        return change === null || !canBeMade(base, change) ? [] : [change];
      });
      if (changes.length === 0) return;
      let part: WhatIf;
      try {
        part = whatIf(base, { changes });
      } catch (error) {
        // Two changes of one place exclude each other; both ways have to say so.
        expect(error).toBeInstanceOf(TrustpathError);
        expect(() => whatIfInFull(base, { changes })).toThrow(TrustpathError);
        return;
      }
      for (const { change } of changes) {
        const [yes, no] = made.get(change) ?? [0, 0];
        made.set(change, part.inPart ? [yes + 1, no] : [yes, no + 1]);
      }
      refused += part.refused.length;
      if (part.inPart) expect(told(part)).toEqual(told(whatIfInFull(base, { changes })));
    }),
    { numRuns: scenarios, seed: 20_261_126, endOnFailure: true },
  );
  if (base.estates.kubernetes.facts.clusters.length > 0) expect(refused).toBeGreaterThan(0);
  return made;
}

function canBeMade(base: Baseline, change: Change): boolean {
  try {
    const entity = (id: string) => base.entities[base.numbers.get(id) ?? -1] ?? null;
    const configuration = { estates: base.estates, entity, document: base.calls.document };
    editedInPlace(base.calls, editsOf(change, configuration));
    return true;
  } catch (error) {
    if (error instanceof TrustpathError) return false;
    throw error;
  }
}

describe('deriving in part gives what deriving everything gives, for random changes of every kind', () => {
  for (const { name, needs, source, scenarios = SCENARIOS } of ESTATES) {
    const present = needs === undefined || existsSync(needs);
    if (!present) console.log(`skipped: ${needs} is not here`);
    test.skipIf(!present)(
      name,
      async () => {
        const made = compareAll(createBaseline(await source()), scenarios);
        const inPart = [...made.values()].reduce((sum, [part]) => sum + part, 0);
        expect(inPart).toBeGreaterThan(2);
      },
      120_000,
    );
  }
});
