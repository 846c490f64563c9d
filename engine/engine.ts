import type { StartCheck } from '../schema/check-process.ts';
import {
  type Channel,
  CONTRACT,
  type Input,
  type Output,
  type ParsedInput,
  type Progress,
} from '../schema/contract.ts';
import { TrustpathError, throwIfCancelled } from '../schema/errors.ts';
import { Cases } from './cases.ts';
import { countRequests, readAhead } from './read-ahead.ts';
import { recogniseFile } from './recognise-files.ts';
import type { RequestContext } from './request-context.ts';
import { behaviourRequest } from './requests/behaviour.ts';
import { behavioursRequest } from './requests/behaviours.ts';
import {
  applyToCase,
  bindCase,
  closeCaseRequest,
  createCaseRequest,
  locateSnapshot,
  openCaseRequest,
  proposeForCase,
  readLogOfCase,
  redoInCase,
  undoInCase,
} from './requests/case.ts';
import { offeredChanges } from './requests/changes.ts';
import { cutRequest } from './requests/cut.ts';
import { diffRequest } from './requests/diff.ts';
import { driftRequest } from './requests/drift.ts';
import { makeDrill, proposeDrillsRequest, reportDrill } from './requests/drill.ts';
import { getEntities, inspectEntity, listEntities } from './requests/entities.ts';
import { entityCounts } from './requests/entity-counts.ts';
import { evaluateAws, evaluateOidc, evaluateRbac } from './requests/evaluate.ts';
import { explainRequest } from './requests/explain.ts';
import { exportFindings, findingsRequest, listFindingRules } from './requests/findings.ts';
import { guardrailsRequest, guardrailTemplates } from './requests/guardrails.ts';
import {
  applyInventory,
  exportInventory,
  inventoryRequest,
  listInventory,
  previewInventory,
} from './requests/inventory.ts';
import { measuresRequest } from './requests/measures.ts';
import { getObservation } from './requests/observation.ts';
import { pathRequest } from './requests/path.ts';
import { planRequest } from './requests/plan.ts';
import { exposureRequest, reachRequest } from './requests/reach.ts';
import { readScenario } from './requests/read-scenario.ts';
import { previewRedactionRequest, writeRedactionRequest } from './requests/redact.ts';
import { listRules } from './requests/rules.ts';
import {
  closeSnapshot,
  coverageReport,
  openSnapshotRequest,
  snapshotInfo,
  verifySnapshotRequest,
} from './requests/snapshot.ts';
import { recogniseCredential, traceRequest } from './requests/trace.ts';
import { whatIfRequest } from './requests/whatif.ts';
import { whoCanRequest } from './requests/who-can.ts';
import { withExceptions } from './requests/with-exceptions.ts';
import { withFacts } from './requests/with-facts.ts';
import { Sessions } from './sessions.ts';
import { ownKey as keyOfThisMachine, type OwnKey, ownKeyFile } from './signing-key.ts';

export interface RequestOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

type Handler<C extends Channel> = (
  input: ParsedInput<C>,
  context: RequestContext,
) => Output<C> | Promise<Output<C>>;

/** The cloud SDKs take longer to load than most answers take, and only collecting needs them. */
const collecting = () => import('./requests/collect.ts');

/** So do the fonts and the drawing of reports, which only evidence needs. */
const evidence = () => import('./requests/evidence.ts');

const HANDLERS: { readonly [C in Channel]: Handler<C> } = {
  'snapshot.open': openSnapshotRequest,
  'snapshot.verify': verifySnapshotRequest,
  'snapshot.close': closeSnapshot,
  'snapshot.info': snapshotInfo,
  'snapshot.coverage': coverageReport,
  'entities.list': listEntities,
  'entities.get': getEntities,
  'entity.inspect': withFacts(inspectEntity),
  'credential.recognise': recogniseCredential,
  trace: withFacts(withExceptions(traceRequest)),
  path: withFacts(withExceptions(pathRequest)),
  'entity.counts': entityCounts,
  reach: withFacts(reachRequest),
  exposure: withFacts(exposureRequest),
  explain: withFacts(explainRequest),
  diff: diffRequest,
  drift: driftRequest,
  behaviour: withFacts(behaviourRequest),
  behaviours: withFacts(behavioursRequest),
  measures: measuresRequest,
  'drill.propose': withFacts(proposeDrillsRequest),
  'drill.make': withFacts(makeDrill),
  'drill.report': reportDrill,
  findings: findingsRequest,
  'findings.rules': listFindingRules,
  'findings.export': exportFindings,
  'changes.offer': withFacts(offeredChanges),
  'case.create': createCaseRequest,
  'case.open': openCaseRequest,
  'case.close': closeCaseRequest,
  'case.apply': applyToCase,
  'case.undo': undoInCase,
  'case.redo': redoInCase,
  'case.log': readLogOfCase,
  'case.locate': locateSnapshot,
  'case.propose': proposeForCase,
  'case.bind': bindCase,
  'scenario.read': readScenario,
  whatif: withFacts(whatIfRequest),
  'guardrails.templates': guardrailTemplates,
  guardrails: withFacts(guardrailsRequest),
  plan: withFacts(planRequest),
  cut: withFacts(cutRequest),
  'rules.list': listRules,
  'observation.get': getObservation,
  'collect.aws': async (input, context) => (await collecting()).collectAwsRequest(input, context),
  'collect.github': async (input, context) => (await collecting()).collectGithubRequest(input, context),
  'import.aws': async (input, context) => (await collecting()).importAwsRequest(input, context),
  'collect.kubernetes': async (input, context) =>
    (await collecting()).collectKubernetesRequest(input, context),
  'import.kubernetes': async (input, context) => (await collecting()).importKubernetesRequest(input, context),
  'import.github': async (input, context) => (await collecting()).importGithubRequest(input, context),
  'import.cloudtrail': async (input, context) =>
    (await import('./requests/import-cloudtrail.ts')).importCloudTrailRequest(input, context),
  'import.kubernetes-audit': async (input, context) =>
    (await import('./requests/import-kubernetes-audit.ts')).importKubernetesAuditRequest(input, context),
  'import.claims': async (input, context) =>
    (await import('./requests/import-claims.ts')).importClaimsRequest(input, context),
  'collect.reads': async () => (await import('./requests/collect-reads.ts')).collectReads(),
  'files.recognise': ({ paths }) => ({ files: paths.map(recogniseFile) }),
  'collect.discover': async () => (await collecting()).discover(),
  'sample.create': async (input, context) => (await collecting()).sampleCreate(input, context),
  'evaluate.aws': evaluateAws,
  'evaluate.oidc': evaluateOidc,
  'evaluate.rbac': evaluateRbac,
  'who-can': withFacts(whoCanRequest),
  'evidence.preview': async (input, context) => (await evidence()).previewEvidence(input, context),
  'evidence.write': async (input, context) => (await evidence()).writeEvidence(input, context),
  'evidence.verify': async (input, context) => (await evidence()).verifyEvidence(input, context),
  'evidence.countersign': async (input, context) => (await evidence()).countersignEvidence(input, context),
  'evidence.key': async (input, context) => (await evidence()).evidenceKey(input, context),
  'evidence.newKey': async (input) => (await evidence()).newEvidenceKey(input),
  inventory: inventoryRequest,
  'inventory.list': listInventory,
  'inventory.export': exportInventory,
  'inventory.preview': previewInventory,
  'inventory.apply': applyInventory,
  'redact.preview': previewRedactionRequest,
  'redact.write': writeRedactionRequest,
};

export interface Engine {
  /** Answers one request. Rejects with a TrustpathError; anything else that is thrown becomes `internal`. */
  request<C extends Channel>(channel: C, input: Input<C>, options?: RequestOptions): Promise<Output<C>>;
  /** Closes every open file. */
  close(): void;
}

export interface EngineOptions {
  /** How processes that check files are started; by default a fork of this Node. */
  readonly startCheck?: StartCheck;
  /** Whether an open snapshot is read while nobody asks anything; by default it is not. */
  readonly readsAhead?: boolean;
  /** The key that signs evidence where none is named; by default a file of this machine. */
  readonly ownKey?: OwnKey;
}

/** What is nested deeper than the stack is no input of any request. */
function parseInput(channel: Channel, input: unknown) {
  try {
    return CONTRACT[channel].input.safeParse(input);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TrustpathError('usage', `${channel}: input: is nested too deeply`, { cause: error });
  }
}

/** The engine: owns the files and does the work, in whatever process it runs. */
export function createEngine({
  startCheck,
  readsAhead = false,
  ownKey = keyOfThisMachine(ownKeyFile()),
}: EngineOptions = {}): Engine {
  const sessions = new Sessions();
  const cases = new Cases();
  const requests = countRequests();
  return {
    async request(channel, input, options = {}) {
      const signal = options.signal ?? new AbortController().signal;
      throwIfCancelled(signal);
      const handler = HANDLERS[channel] as Handler<typeof channel> | undefined;
      if (!handler)
        throw new TrustpathError('usage', `There is no request named ${JSON.stringify(channel)}.`);
      const parsed = parseInput(channel, input);
      if (!parsed.success) {
        const issue = parsed.error.issues[0];
        throw new TrustpathError(
          'usage',
          `${channel}: ${issue?.path.join('.') || 'input'}: ${issue?.message ?? 'does not fit'}`,
        );
      }
      const end = requests.begin();
      try {
        const answer = await handler(parsed.data as ParsedInput<typeof channel>, {
          sessions,
          cases,
          signal,
          onProgress: options.onProgress ?? (() => undefined),
          startCheck,
          ownKey,
        });
        if (readsAhead && channel === 'snapshot.open') {
          const session = sessions.get((answer as Output<'snapshot.open'>).handle);
          void readAhead(session, () => requests.areQuiet() && sessions.count() === 1);
        }
        return answer;
      } catch (error) {
        if (error instanceof TrustpathError) throw error;
        if (signal.aborted) throw new TrustpathError('cancelled', 'Cancelled.', { cause: error });
        throw new TrustpathError('internal', error instanceof Error ? error.message : String(error), {
          cause: error,
        });
      } finally {
        end();
      }
    },
    close: () => sessions.closeAll(),
  };
}
