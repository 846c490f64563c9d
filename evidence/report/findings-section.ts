import type { Block, Section } from '../../schema/report.ts';
import type { Answer } from '../answer.ts';
import type { Told } from '../told.ts';
import { code, count, entityWords, list, paragraph, placeWords, soft } from './words.ts';

const MOST_TOLD = 200;

/** What is wrong with the entities of the answer, each with its proof in words; the whole is in the tables. */
export function findingsSection(reader: Told, { findings, notChosen }: Answer): Section {
  const told = findings.slice(0, MOST_TOLD);
  const blocks: Block[] = told.flatMap((finding) => [
    { block: 'heading', text: `${finding.severity}: ${finding.title}` } as const,
    paragraph(
      ...entityWords(reader, finding.entity),
      ' ',
      soft(`confidence ${finding.confidence}, rule ${finding.rule}`),
    ),
    list(finding.proof.map((step) => [step.says, ' ', ...placeWords(step)])),
    ...(finding.conditions.length > 0
      ? [paragraph('Only if:'), list(finding.conditions.map((condition) => [condition]))]
      : []),
    paragraph(`How to mend it: ${finding.remediation}`),
  ]);
  if (findings.length > told.length)
    blocks.push(
      paragraph(
        soft(`The first ${told.length} of ${findings.length}; `),
        code('findings.csv'),
        soft(' has them all.'),
      ),
    );
  if (notChosen.findings > 0)
    blocks.push(
      paragraph(
        `${count(notChosen.findings, 'more finding is', 'more findings are')} not in this bundle: whoever made it chose among them.`,
      ),
    );
  return { title: 'Findings', blocks };
}
