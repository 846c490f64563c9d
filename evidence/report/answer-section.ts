import { withoutControlPaths } from '../../schema/control-paths.ts';
import type { Block, Section, Words } from '../../schema/report.ts';
import type { Answer } from '../answer.ts';
import type { Told } from '../told.ts';
import { code, count, entityWords, paragraph, strong } from './words.ts';

/** The answer in a few sentences, before anything is proven. */
export function answerSection(reader: Told, answer: Answer): Section {
  const { recognition, owner } = answer;
  const blocks: Block[] = [{ block: 'facts', rows: [['Question', questionWords(answer)]] }];
  if (recognition) {
    const rows: [string, Words][] = [
      [
        'What it is',
        [recognition.label, ...(recognition.identifier ? [' ', code(recognition.identifier)] : [])],
      ],
      ...recognition.facts.map((fact): [string, Words] => [fact.label, [fact.value]]),
      ['Owner', owner ? entityWords(reader, owner.id) : ['not in this snapshot']],
    ];
    blocks.push({ block: 'facts', rows });
  }
  for (const note of answer.notes) blocks.push(paragraph(note));
  blocks.push(paragraph(strong(summary(answer))));
  if (answer.unknowns.length > 0)
    blocks.push(
      paragraph(
        `${count(answer.unknowns.length, 'gap')} in what was collected could change this answer: see "What was not seen".`,
      ),
    );
  return { title: 'Answer', blocks };
}

/** What was asked, with the ids of what it was asked about. */
function questionWords({ question, findings, notChosen }: Answer): Words {
  const { kind, title, from, to } = question;
  if (kind === 'findings')
    return [title, ` with what was collected (${findings.length + notChosen.findings} found)`];
  return [
    title,
    ...(from === null ? [] : [', from ', code(from)]),
    ...(to === null ? [] : [', to ', code(to)]),
  ];
}

function summary({ question, paths, reached, findings, notChosen }: Answer): string {
  const sentences: string[] = [];
  if (question.kind === 'findings') {
    const found = findings.length + notChosen.findings;
    return found === 0
      ? 'Nothing was found with what was collected.'
      : `${count(found, 'finding')}, worst first.`;
  }
  if (question.kind !== 'exposure') {
    const told = withoutControlPaths(paths).paths.length + notChosen.paths;
    sentences.push(
      told === 0
        ? 'No path was found with what was collected.'
        : `${count(told, 'path was', 'paths were')} found.`,
    );
  }
  if (question.kind !== 'path') {
    const where = question.kind === 'exposure' ? 'the exposure' : 'the blast radius';
    sentences.push(`${count(reached.length, 'entity is', 'entities are')} in ${where}.`);
  }
  return sentences.join(' ');
}
