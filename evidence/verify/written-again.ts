import { canonicalJson, isJsonObject, type Json } from '../../schema/json.ts';
import type { ObservationId } from '../../schema/records.ts';
import type { Answer, CaseOfAnswer, Method } from '../answer.ts';
import { type BundleFiles, bagInfoText, sha256Hex } from '../bagit.ts';
import { bagInfoOf, bundleIdOf } from '../bundle-id.ts';
import { custody as custodyOf } from '../custody.ts';
import { type Written, writtenFiles, writtenPdf } from '../written-files.ts';
import { type Check, check, jsonOf, notChecked, textOf } from './check.ts';
import { custodyShape } from './custody-shape.ts';
import { entitiesIn, toldOf, toldOfEarlier } from './told-in-bundle.ts';

const NAME = 'Written again';

/** What of a bundle says in other words what its data says. */
export interface WrittenAgain {
  readonly check: Check;
  /** False where the report on paper was not made again. */
  readonly pdf: boolean;
}

/** What a bundle should hold beside its data, by path in the bundle; or why that cannot be told. */
export type Expected =
  | {
      readonly files: ReadonlyMap<string, Uint8Array>;
      readonly custody: string;
      readonly tool: string;
      readonly id: string;
    }
  | { readonly other: string }
  | { readonly problem: string; readonly tool: string };

/** Writes report and tables again, on paper as well. */
export async function expectedWithPdf(files: BundleFiles): Promise<Expected> {
  const expected = expectedOf(files);
  if (!('written' in expected)) return expected;
  const { told, written, id } = expected;
  try {
    const pdf = await writtenPdf(told, written.report, id);
    return { ...expected, files: new Map([...expected.files, ['data/report.pdf', pdf]]) };
  } catch {
    // What cannot be set on paper is said not to have been looked at.
    return expected;
  }
}

/**
 * Whether the report, the tables and the chain of custody say what `answer.json`, `entities.json` and the records of
 * custody say: they are written again and compared byte for byte. Another version may write them otherwise.
 *
 * @param tool name and version of this program
 * @param signedFor of which bundle the signature says that it is
 */
export function writtenAgain(
  files: BundleFiles,
  tool: string,
  signedFor: string | null,
  expected: Expected = expectedOf(files),
): WrittenAgain {
  if ('other' in expected) return { pdf: false, check: notChecked(NAME, expected.other) };
  const problems: string[] = [];
  if ('problem' in expected) problems.push(expected.problem);
  else {
    for (const [name, bytes] of expected.files) {
      const there = files.get(name);
      if (!there || sha256Hex(there) !== sha256Hex(bytes)) problems.push(`${name} says something else`);
    }
    if (signedFor !== expected.id) problems.push('the signature is of a bundle with another id');
    const there = jsonOf(files, 'data/custody.json') as Json;
    if (canonicalJson(there) !== expected.custody)
      problems.push('data/custody.json does not agree with the answer or with itself');
  }
  const pdf = 'files' in expected && expected.files.has('data/report.pdf');
  if (problems.length > 0 && expected.tool !== tool)
    return {
      pdf: false,
      check: notChecked(
        NAME,
        `The bundle was written by ${expected.tool}, and this is ${tool}, which may write otherwise: ${problems.join('; ')}.`,
      ),
    };
  return {
    pdf,
    check: check(
      NAME,
      problems,
      `The report${pdf ? ', on paper too,' : ''} and the tables were written again from the data in the bundle and came out equal to the byte.`,
    ),
  };
}

export function expectedOf(files: BundleFiles):
  | Expected
  | (Extract<Expected, { custody: string }> & {
      told: ReturnType<typeof toldOf>;
      written: Written;
      id: string;
    }) {
  const raw = jsonOf(files, 'data/custody.json') as Json;
  const custody = custodyShape.safeParse(raw);
  const entities = entitiesIn(files);
  const answer = jsonOf(files, 'data/answer.json') as Answer | undefined;
  if (
    !custody.success ||
    !entities ||
    !custody.data.snapshot.counts ||
    !isJsonObject(answer as unknown as Json)
  )
    return {
      other: 'The bundle is of an earlier or a later form: its report and tables were not written again.',
    };
  const { tool, build, operatingSystem, operator, documents, comparedWith } = custody.data;
  const method: Method = {
    tool,
    build,
    os: operatingSystem,
    operator,
    case: ((raw as { case?: unknown }).case ?? null) as CaseOfAnswer | null,
  };
  try {
    const told = toldOf(custody.data, entities);
    const id = bundleIdOf(custody.data.snapshot.digest, textOf(files, 'data/answer.json'));
    const written = writtenFiles(told, answer as Answer, method, id, (observation) =>
      documentIn(files, observation),
    );
    const observations = new Set(custody.data.calls.flatMap(({ observation }) => observation ?? []));
    const there = [...files.keys()].filter((name) => name.startsWith('data/observations/')).length;
    const counted = {
      ...documents,
      inSnapshot: observations.size,
      // Beside those of the earlier snapshot, which custody does not count.
      inBundle: comparedWith ? documents.inBundle : there,
    };
    const earlier = comparedWith && toldOfEarlier(comparedWith);
    const again = custodyOf({
      reader: told,
      answer: answer as Answer,
      method,
      bundleId: id,
      documents: counted,
      earlier,
    });
    const text = new TextEncoder();
    const { sealedAt, createdAt } = custody.data.snapshot;
    const bagInfo = bagInfoText(
      bagInfoOf(tool, sealedAt ?? createdAt, id, (answer as Answer).question.title),
      [...files].flatMap(([name, bytes]) => (name.startsWith('data/') ? [bytes] : [])),
    );
    return {
      told,
      written,
      id,
      tool,
      custody: canonicalJson(again),
      files: new Map([
        ...[...written.files].map(([name, content]) => [`data/${name}`, text.encode(content)] as const),
        ['bag-info.txt', text.encode(bagInfo)],
      ]),
    };
  } catch (error) {
    const problem = `report and tables cannot be written from data/answer.json: ${(error as Error).message}`;
    return { tool, problem };
  }
}

function documentIn(files: BundleFiles, observation: ObservationId): Json | undefined {
  const name = `${observation.replace(/^sha256:/, '')}.json`;
  return (jsonOf(files, `data/observations/${name}`) ?? jsonOf(files, `data/whatif-documents/${name}`)) as
    | Json
    | undefined;
}
