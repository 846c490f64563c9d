import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { estatesOf } from '../analysis/estates.ts';
import { type Excepted, excepted } from '../analysis/exceptions/excepted.ts';
import { createExplainer, type Explainer } from '../analysis/explain.ts';
import type { Graph } from '../analysis/graph/graph.ts';
import { allActivity } from '../analysis/observed/all-activity.ts';
import { type ObservedIndex, observedIndex } from '../analysis/observed/observed-index.ts';
import { type Baseline, createBaseline } from '../analysis/scenario/again/baseline.ts';
import { inTurns, type Steps } from '../analysis/steps.ts';
import type { CaseState } from '../schema/case/state.ts';
import { TrustpathError } from '../schema/errors.ts';
import type { EntityRow, SnapshotReader } from '../schema/snapshot/types.ts';
import { loadGraph } from './load-graph.ts';
import { type OpenFile, openFile } from './open-file.ts';

/** What columns hold for an entity without a tier. */
const NOT_RANKED = 255;

type EntityColumns = ReturnType<SnapshotReader['entityColumns']>;

/** An open snapshot with what is computed from it on demand. */
export class Session {
  readonly reader: SnapshotReader;
  readonly trusted: boolean;
  readonly #privateCopy: string | null;
  /** The file that is read: of a stranger's snapshot the private copy, which nobody else can change. */
  readonly file: OpenFile;
  /** Whether it was sealed when it was opened: then it does not change. */
  readonly isSealed: boolean;
  readonly #mayChange: boolean;
  #graph: Graph | undefined;
  #columns: EntityColumns | undefined;
  #explainer: Explainer | undefined;
  #strict: Graph | undefined;
  #observed: ObservedIndex | undefined;
  #baseline: Baseline | undefined;
  #marks: CaseState['marks'] = new Map();
  #exceptions: CaseState['exceptions'] = new Map();
  #hasCase = false;
  #declined: CaseState['declined'] = new Map();
  readonly #closed = new AbortController();

  constructor(reader: SnapshotReader, options: { trusted: boolean; privateCopy: string | null }) {
    this.reader = reader;
    this.trusted = options.trusted;
    this.#privateCopy = options.privateCopy;
    this.isSealed = reader.info().sealedAt !== null;
    this.#mayChange = options.privateCopy !== null || !this.isSealed;
    this.file = openFile(options.privateCopy ?? reader.info().path);
  }

  /** Throws where a sealed file was written to. A collection that is still going on writes to its own. */
  requireUnwritten(): void {
    if (!this.#mayChange) this.file.requireUnwritten();
  }

  requireSealed(): void {
    if (this.reader.info().sealedAt !== null) return;
    throw new TrustpathError(
      'input-refused',
      `${this.reader.info().path}: the collection is unfinished, so there are no relations yet. Resume it with "trustpath collect aws --resume --out ${this.reader.info().path}".`,
    );
  }

  graph(): Graph {
    this.requireSealed();
    this.#graph ??= loadGraph(this.reader, { trustStoredArrays: this.trusted, strictScp: false });
    return this.#graph;
  }

  /** The graph in which everything that an uncollected service control policy could deny is `unknown`. */
  strictGraph(): Graph {
    this.requireSealed();
    this.#strict ??= loadGraph(this.reader, { trustStoredArrays: false, strictScp: true });
    return this.#strict;
  }

  /** What the analyst marked in a case goes before what rules say; null: no case. */
  setCase(state: Pick<CaseState, 'marks' | 'exceptions' | 'declined'> | null): void {
    this.#hasCase = state !== null;
    this.#marks = state?.marks ?? new Map();
    this.#exceptions = state?.exceptions ?? new Map();
    this.#declined = state?.declined ?? new Map();
    this.#columns = undefined;
  }

  /** Whether a case counts: without one nothing is known of marks or exceptions. */
  hasCase(): boolean {
    return this.#hasCase;
  }

  /** What the case says of entities. */
  marks(): CaseState['marks'] {
    return this.#marks;
  }

  /** What the case says is not so, though rules propose it; by `declinedKey`. */
  declined(): CaseState['declined'] {
    return this.#declined;
  }

  /** Who owns an entity, as marked in the case. */
  ownerOf(id: string): string | null {
    return this.#marks.get(id)?.owner ?? null;
  }

  /** What the exceptions of the case cover at a moment (ISO 8601 UTC). */
  exceptedAt(at: string): Excepted {
    return excepted(this.#exceptions, at);
  }

  /** The tier of an entity: as marked in the case, else as derived. */
  tierOf(entity: Pick<EntityRow, 'id' | 'tier'>): EntityRow['tier'] {
    return tierBy(this.#marks, entity);
  }

  columns(): EntityColumns {
    if (!this.#columns) {
      const columns = this.reader.entityColumns();
      const { tier } = columns;
      for (const id of this.#marks.keys()) {
        const entity = this.reader.entityById(id);
        if (entity) tier[entity.index] = this.tierOf(entity) ?? NOT_RANKED;
      }
      this.#columns = columns;
    }
    return this.#columns;
  }

  crownJewels(): number[] {
    return this.#upTo(0);
  }

  /** Crown jewels, and what holds data or keys: tiers 0 and 1. */
  valuables(): number[] {
    return this.#upTo(1);
  }

  #upTo(most: 0 | 1): number[] {
    const { tier } = this.columns();
    const found: number[] = [];
    for (let index = 0; index < tier.length; index++) if (tier[index]! <= most) found.push(index);
    return found;
  }

  /** What the observations give with this version's rules, in memory: what scenarios are compared with. */
  derivation(signal: AbortSignal): Baseline {
    this.requireSealed();
    this.#baseline ??= createBaseline(this.reader, signal);
    return this.#baseline;
  }

  explainer(): Explainer {
    this.#explainer ??= createExplainer(this.reader);
    return this.#explainer;
  }

  /** What logs in the snapshot saw between two entities. */
  observed(): ObservedIndex {
    this.#observed ??= observedIndex(allActivity(estatesOf(this.reader)));
    return this.#observed;
  }

  /** Aborted when the snapshot is closed. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /**
   * Takes the steps of work about this snapshot, in turns with other requests.
   * @throws TrustpathError `cancelled` when the signal is aborted or the snapshot closed meanwhile.
   */
  take<T>(steps: Steps<T>, signal: AbortSignal, onDoing?: (what: string) => void): Promise<T> {
    return inTurns(steps, AbortSignal.any([signal, this.#closed.signal]), onDoing);
  }

  close(): void {
    this.#closed.abort();
    this.reader.close();
    if (this.#privateCopy) rmSync(this.#privateCopy, { recursive: true, force: true });
  }
}

/** The tier of an entity: as marked in a case, else as derived. */
export function tierBy(said: CaseState['marks'], entity: Pick<EntityRow, 'id' | 'tier'>): EntityRow['tier'] {
  const marks = said.get(entity.id);
  if (marks?.['crown-jewel'] === true) return 0;
  const tier = marks?.tier ?? entity.tier;
  return marks?.['crown-jewel'] === false && tier === 0 ? 1 : tier;
}

/** The open snapshots of one engine, by handle. */
export class Sessions {
  readonly #open = new Map<string, Session>();

  add(session: Session): string {
    const handle = randomUUID();
    this.#open.set(handle, session);
    return handle;
  }

  get(handle: string): Session {
    const session = this.#open.get(handle);
    if (!session) throw new TrustpathError('usage', 'This snapshot is no longer open; open it again.');
    session.requireUnwritten();
    return session;
  }

  /** How many are open. */
  count(): number {
    return this.#open.size;
  }

  close(handle: string): void {
    this.#open.get(handle)?.close();
    this.#open.delete(handle);
  }

  closeAll(): void {
    for (const handle of [...this.#open.keys()]) this.close(handle);
  }
}
