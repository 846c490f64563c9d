import { z } from 'zod';
import type { ObservationSource } from '../../analysis/observations/observation-source.ts';
import { QUESTION_CHANNELS } from '../../schema/contract/question-channels.ts';
import { SCENARIO_CHANNELS } from '../../schema/contract/scenario-channels.ts';
import { finding, trustPath } from '../../schema/contract/shapes.ts';
import type { Json } from '../../schema/json.ts';
import type { Call, Coverage, ObservationId, Source } from '../../schema/records.ts';
import { scenario } from '../../schema/scenario.ts';
import type { BundleFiles } from '../bagit.ts';
import { type DerivedAnswer, rederive, withDocuments } from '../rederive.ts';
import type { ToldEntity } from '../told.ts';
import { type Check, check, jsonOf, notChecked, told } from './check.ts';
import { type Custody, custodyShape } from './custody-shape.ts';
import { entitiesIn } from './told-in-bundle.ts';

const NAME = 'Derived again';

const answerShape = z.object({
  paths: z.array(trustPath),
  findings: z.array(finding).default([]),
  whatif: z.object({ scenario, outcome: SCENARIO_CHANNELS.whatif.output }).nullable().default(null),
  comparison: QUESTION_CHANNELS.diff.output
    .omit({ before: true, after: true })
    .extend({ before: z.string().nullable(), after: z.string().nullable() })
    .nullable()
    .default(null),
});

export interface Rederivation {
  readonly check: Check;
  /** Documents that the snapshot had and the bundle has not. */
  readonly elsewhere: number;
  /** Entities of which the documents in the bundle do not say what they are called; null where nobody asked. */
  readonly unnamed: readonly string[] | null;
}

/**
 * Derives the relations and findings of the answer again from the documents in the bundle. With the rules that made
 * them they must come out equal; with other rules a difference proves nothing.
 *
 * @param analysis name and version of the rules at hand
 */
export function rederivation(files: BundleFiles, analysis: string): Rederivation {
  const custody = custodyShape.safeParse(jsonOf(files, 'data/custody.json'));
  const answer = answerShape.safeParse(jsonOf(files, 'data/answer.json'));
  if (!custody.success || !answer.success) {
    const [what, { error }] = custody.success ? ['answer', answer] : ['custody', custody];
    const issue = error?.issues[0];
    return {
      check: notChecked(
        NAME,
        `data/${what}.json has another form than this version of Trustpath reads (${issue?.path.join('.')}: ${issue?.message}), so that nothing was derived again.`,
      ),
      elsewhere: 0,
      unnamed: null,
    };
  }
  const present = documentsIn(files);
  const all = new Set(custody.data.calls.flatMap(({ observation }) => observation ?? []));
  const elsewhere = [...all].filter((id) => !present.has(id)).length;
  const bundle = withDocuments(sourceOf(custody.data, present), (id) => present.has(id));
  return {
    elsewhere,
    ...derivedAgain(bundle, answer.data as DerivedAnswer, entitiesIn(files), custody.data.analysis, analysis),
  };
}

function derivedAgain(
  bundle: ObservationSource,
  answer: DerivedAnswer,
  entities: readonly ToldEntity[] | null,
  made: string | null,
  analysis: string,
): Omit<Rederivation, 'elsewhere'> {
  let found: ReturnType<typeof rederive>;
  try {
    found = rederive(bundle, answer, entities ?? []);
  } catch (error) {
    return {
      check: check(NAME, [`the documents cannot be derived from: ${(error as Error).message}`], ''),
      unnamed: null,
    };
  }
  const { relations, findings, tried, problems } = found;
  const unnamed = entities && found.unnamed;
  if (problems.length > 0 && made !== analysis)
    return {
      check: notChecked(
        NAME,
        `The answer was derived by ${made ?? 'an unnamed version'}, and this is ${analysis}, whose rules may differ. Not equal with these: ${told(problems)}.`,
      ),
      unnamed,
    };
  const more = tried > 0 ? `, and ${counted(tried, 'relation')} that the what-if takes away or opens,` : '';
  if (problems.length === 0 && relations + findings + tried === 0)
    return {
      check: notChecked(NAME, 'The answer holds no relation or finding that could be derived again.'),
      unnamed,
    };
  return {
    unnamed,
    check: check(
      NAME,
      problems,
      `${counted(relations, 'relation')} and ${counted(findings, 'finding')}${more} were derived again from the documents in the bundle and came out equal.`,
    ),
  };
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function documentsIn(files: BundleFiles): Map<ObservationId, Json> {
  const found = new Map<ObservationId, Json>();
  for (const name of files.keys()) {
    const hash = /^data\/observations\/([0-9a-f]{64})\.json$/.exec(name)?.[1];
    const document = hash === undefined ? undefined : (jsonOf(files, name) as Json | undefined);
    if (document !== undefined) found.set(`sha256:${hash}`, document);
  }
  return found;
}

function sourceOf(
  { sources, calls, coverage }: Custody,
  present: ReadonlyMap<ObservationId, Json>,
): ObservationSource {
  return {
    sources: () => sources as readonly Source[],
    coverage: () => coverage as readonly Coverage[],
    calls: (filter) =>
      (calls as readonly Call[]).filter(
        (call) =>
          (filter?.source === undefined || filter.source === call.source) &&
          (filter?.operation === undefined || filter.operation === call.operation),
      ),
    document: (observation) => present.get(observation) as Json,
  };
}
