import { containElsewhere } from '../../analysis/containment/other-issuers.ts';
import type { Step } from '../../analysis/containment/step.ts';
import { containmentSteps } from '../../analysis/containment.ts';
import { drillKindFor, footholdsOf } from '../../analysis/drills/footholds.ts';
import { type DrillScene, proposeDrills, whyChosen } from '../../analysis/drills/propose-drills.ts';
import { tabletopOf } from '../../analysis/drills/tabletop-of.ts';
import { FOLLOWED, worstFootholds } from '../../analysis/drills/worst-footholds.ts';
import { afterActionReport } from '../../evidence/drill/after-action-report.ts';
import { drillScript } from '../../evidence/drill/drill-script.ts';
import { reportHtml } from '../../evidence/report/report-html.ts';
import { reportMarkdown } from '../../evidence/report/report-markdown.ts';
import type { Drill } from '../../schema/case/drill.ts';
import { DRILL_KINDS, type DrillKind } from '../../schema/case/drill-kinds.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import type { Tabletop } from '../../schema/drills.ts';
import { TrustpathError } from '../../schema/errors.ts';
import type { Report } from '../../schema/report.ts';
import type { EntityRow } from '../../schema/snapshot/types.ts';
import { ownerOf } from '../owner-of.ts';
import type { RequestContext } from '../request-context.ts';
import { resolveEntity } from '../resolve-entity.ts';
import type { Session } from '../sessions.ts';
import { surelyReached } from '../surely-reached.ts';
import { unknownsFor } from '../unknowns.ts';
import { findPaths } from './path.ts';
import { recognisedEntity } from './trace.ts';

const KINDS = Object.keys(DRILL_KINDS) as DrillKind[];
const DEFAULT_PROPOSALS = 10;
const WRITERS: Readonly<Record<'html' | 'markdown', (report: Report) => string>> = {
  html: reportHtml,
  markdown: reportMarkdown,
};

export function proposeDrillsRequest(
  { handle, kind, limit }: ParsedInput<'drill.propose'>,
  { sessions, signal }: RequestContext,
): Output<'drill.propose'> {
  const scene = sceneOf(sessions.get(handle), signal);
  const kinds = kind === undefined ? KINDS : [kind];
  return { kinds: kinds.map((each) => proposeDrills(each, scene, limit ?? DEFAULT_PROPOSALS)) };
}

export async function makeDrill(
  { handle, kind, from, format }: ParsedInput<'drill.make'>,
  { sessions, signal }: RequestContext,
): Promise<Output<'drill.make'>> {
  const session = sessions.get(handle);
  const scene = sceneOf(session, signal);
  const chosen =
    from === undefined ? worstOf(scene, kind) : namedFoothold(resolveEntity(session.reader, from), kind);
  const drill = await drillFrom(session, scene, chosen);
  return { drill, text: format === undefined ? null : WRITERS[format](drillScript(drill)) };
}

/** The report of a drill of a case, with its scenario, path and plan where the snapshot of the drill is given. */
export async function reportDrill(
  { case: handle, id, handle: snapshot, format }: ParsedInput<'drill.report'>,
  { cases, sessions, signal }: RequestContext,
): Promise<Output<'drill.report'>> {
  const { state } = cases.get(handle);
  const drill = state.drills.get(id);
  if (!drill) throw new TrustpathError('usage', `The case has no drill ${JSON.stringify(id)}.`);
  const made = snapshot === undefined ? null : await madeAgain(drill, sessions.get(snapshot), signal);
  return { text: WRITERS[format](afterActionReport({ title: state.title, drill, made })) };
}

/** A recorded drill with what its snapshot tells; null where this is another snapshot or nothing is reached any more. */
async function madeAgain(
  { snapshot, kind, foothold }: Drill,
  session: Session,
  signal: AbortSignal,
): Promise<Tabletop | null> {
  const entity = session.reader.entityById(foothold);
  if (session.reader.info().digest !== snapshot || !entity) return null;
  try {
    return await drillFrom(session, sceneOf(session, signal), { kind, foothold: entity });
  } catch (error) {
    // What the case marks since then may leave nothing that must not be reached.
    if (error instanceof TrustpathError && error.code === 'input-refused') return null;
    throw error;
  }
}

interface Chosen {
  readonly kind: DrillKind;
  readonly foothold: EntityRow;
}

function sceneOf(session: Session, signal: AbortSignal): DrillScene {
  session.requireSealed();
  return { reader: session.reader, graph: session.graph(), jewels: session.crownJewels(), signal };
}

/** The worst foothold of a kind, or of the first kind that has one. */
function worstOf(scene: DrillScene, kind: DrillKind | undefined): Chosen {
  const proposals = (kind === undefined ? KINDS : [kind]).map((each) => proposeDrills(each, scene, 1));
  for (const { kind, proposals: found } of proposals) {
    const [worst] = found;
    const foothold = worst && scene.reader.entityById(worst.foothold.id);
    if (foothold) return { kind, foothold };
  }
  throw new TrustpathError('input-refused', proposals.map(({ none }) => none).join(' '));
}

function namedFoothold(foothold: EntityRow, kind: DrillKind | undefined): Chosen {
  const fits = drillKindFor(foothold);
  if (kind === 'ci-compromise' && fits !== kind)
    throw new TrustpathError(
      'usage',
      `${foothold.id} builds and releases nothing: a drill of a CI compromise begins at a workflow, repository, runner, build project or issuer of tokens.`,
    );
  return { kind: kind ?? fits, foothold };
}

async function drillFrom(session: Session, scene: DrillScene, { kind, foothold }: Chosen): Promise<Tabletop> {
  const { reader, graph, jewels, signal } = scene;
  if (jewels.includes(foothold.index))
    throw new TrustpathError(
      'input-refused',
      `${foothold.id} is a crown jewel itself: a drill begins at what is not one.`,
    );
  const [itself] = worstFootholds(graph, [foothold], jewels);
  if (!itself)
    throw new TrustpathError(
      'input-refused',
      `From ${foothold.id} no crown jewel is reached, with what was collected.`,
    );
  const ranked = worstFootholds(graph, footholdsOf(kind, reader), jewels);
  const place = ranked.findIndex(({ entity }) => entity.index === foothold.index);
  const ask = { from: foothold.index, to: null, ...(signal && { signal }) };
  const owner = ownerOf(session, foothold);
  const drill = tabletopOf({
    kind,
    reader,
    foothold,
    owner,
    paths: await findPaths(session, { ...ask, include: FOLLOWED[itself.verdict] }),
    containment: containmentOf(foothold, owner, surelyReached(await findPaths(session, ask))),
    why: whyChosen(itself, place < 0 ? null : { number: place + 1, of: ranked.length }, jewels.length),
    unknowns: unknownsFor(session, foothold.id, null),
  });
  if (!drill) throw new TrustpathError('internal', `No path was found from ${foothold.id}.`);
  return drill;
}

/** The containment steps, and those that hold for any credential where nothing more particular is known. */
function containmentOf(foothold: EntityRow, owner: EntityRow, reached: readonly string[]): Step[] {
  const recognition = recognisedEntity(foothold);
  const steps = containmentSteps(recognition, owner, { reached });
  return steps.some(({ revokes }) => revokes) ? steps : [...containElsewhere(recognition), ...steps];
}
