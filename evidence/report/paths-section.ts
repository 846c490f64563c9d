import { ruleById } from '../../analysis/rules/registry.ts';
import type { Hop, TrustPath } from '../../schema/contract.ts';
import { withoutControlPaths } from '../../schema/control-paths.ts';
import type { Json } from '../../schema/json.ts';
import { resolvePointer } from '../../schema/json-pointer.ts';
import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import type { ObservationId, ProofStep } from '../../schema/records.ts';
import type { Block, Section } from '../../schema/report.ts';
import type { Told } from '../told.ts';
import { as, count, entityWords, list, paragraph, placeWords, soft, verdictWord } from './words.ts';

const LONGEST_STATEMENT = 4_000;

/** Finds a document of a proof, wherever it is kept; undefined where it is not at hand. */
export type DocumentOf = (observation: ObservationId) => Json | undefined;

/** What the proofs of a report share: where documents are, and where each hop was proven already. */
export interface Proofs {
  readonly documentOf: DocumentOf;
  readonly proven: Map<string, string>;
}

/** A table of all paths, then each in full. A hop that an earlier path showed is not proven twice. */
export function pathsSection(
  reader: Told,
  paths: readonly TrustPath[],
  notChosen: number,
  proofs: Proofs,
): Section {
  const told = withoutControlPaths(paths);
  const blocks: Block[] = [
    {
      block: 'table',
      header: ['Path', 'Reaches', 'Hops', 'Certainty'],
      shares: [0.08, 0.68, 0.08, 0.16],
      rows: told.paths.map((path, index) => [
        [String(index + 1)],
        entityWords(reader, path.to),
        [String(path.hops.length)],
        [verdictWord(path.verdict)],
      ]),
    },
  ];
  if (notChosen > 0)
    blocks.push(
      paragraph(
        `${count(notChosen, 'more path was found and is', 'more paths were found and are')} not in this bundle: whoever made it chose among them.`,
      ),
    );
  for (const [account, ends] of told.controlled) {
    blocks.push(
      paragraph('Whoever administers ', ...entityWords(reader, account), ' also controls, in that account:'),
      list(ends.map((id) => entityWords(reader, id))),
    );
  }
  for (const [index, path] of told.paths.entries())
    blocks.push(...pathBlocks(reader, path, `Path ${index + 1}`, proofs));
  return { title: 'Paths', blocks };
}

/** One path, hop by hop. A hop that was proven before is not proven again. */
export function pathBlocks(
  reader: Told,
  path: TrustPath,
  title: string,
  { documentOf, proven }: Proofs,
): Block[] {
  const blocks: Block[] = [
    { block: 'heading', text: `${title}: ${count(path.hops.length, 'hop')}, ${path.verdict}` },
    paragraph(as('foothold', '\u2691'), ' ', ...entityWords(reader, path.from)),
  ];
  for (const [index, hop] of path.hops.entries()) {
    blocks.push({
      block: 'hop',
      words: [
        as('verb', RELATION_KINDS[hop.kind].label),
        ' ',
        verdictWord(hop.verdict),
        ' ',
        ...entityWords(reader, hop.to),
      ],
    });
    const key = JSON.stringify([
      hop.from,
      hop.to,
      hop.kind,
      hop.rule,
      hop.verdict,
      hop.conditions,
      hop.proof,
    ]);
    const earlier = proven.get(key);
    if (earlier !== undefined) blocks.push(paragraph(soft(`Proven under ${earlier}.`)));
    else {
      proven.set(key, `${title.toLowerCase()}, hop ${index + 1}`);
      blocks.push(...hopBlocks(hop, documentOf));
    }
  }
  return blocks;
}

function hopBlocks(hop: Hop, documentOf: DocumentOf): Block[] {
  const rule = ruleById(hop.rule);
  const seen = hop.observed;
  const blocks: Block[] = [];
  if (seen) {
    const from = seen.from.length > 0 ? `, from ${seen.from.join(', ')}` : '';
    blocks.push(
      paragraph(`Observed ${count(seen.count, 'time')} from ${seen.first} to ${seen.last}${from}.`),
    );
  }
  if (hop.parallel !== undefined && hop.parallel > 1)
    blocks.push(
      paragraph(
        soft(`One of ${hop.parallel} relations from the one entity to the other; the surest is shown.`),
      ),
    );
  for (const step of hop.proof) blocks.push(...proofBlocks(step, documentOf));
  if (hop.conditions.length > 0) {
    blocks.push(
      paragraph(hop.verdict === 'unknown' ? 'Not known:' : 'Only if:'),
      list(hop.conditions.map((condition) => [condition])),
    );
  }
  const techniques = hop.techniques.length > 0 ? ` (ATT&CK ${hop.techniques.join(', ')})` : '';
  const about = rule ? `: ${rule.title}. ${rule.enables}` : '';
  blocks.push(paragraph(soft(`Rule ${hop.rule}${about}${techniques}`)));
  if (rule) blocks.push(paragraph(`How to end it: ${rule.fix}`));
  return blocks;
}

/** A sentence, the place it points at, and what stands there. */
export function proofBlocks(step: ProofStep, documentOf: DocumentOf): Block[] {
  const document = documentOf(step.observation);
  const value = document === undefined ? undefined : resolvePointer(document, step.pointer);
  const text = value === undefined ? '' : JSON.stringify(value, null, 2);
  const blocks: Block[] = [paragraph(step.says, ' ', ...placeWords(step))];
  if (text !== '')
    blocks.push({
      block: 'code',
      text:
        text.length > LONGEST_STATEMENT
          ? `${text.slice(0, LONGEST_STATEMENT)}\n\u2026 (the whole document is in observations/)`
          : text,
    });
  return blocks;
}
