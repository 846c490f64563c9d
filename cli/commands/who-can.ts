import type { Output } from '../../schema/contract.ts';
import { visibleText } from '../../schema/visible-text.ts';
import type { Command } from '../command.ts';
import { given, textOption } from '../options.ts';
import { unknownLines } from '../text/paths.ts';
import { withSnapshot } from '../with-snapshot.ts';

export const whoCan: Command = {
  name: 'who-can',
  usage: 'who-can SNAPSHOT VERB RESOURCE [--namespace N] [--name X] [--cluster C]',
  summary: 'Who may do something in a Kubernetes cluster, by which binding and rule.',
  options: { namespace: { type: 'string' }, name: { type: 'string' }, cluster: { type: 'string' } },
  positionals: [3, 3],
  run: (context) => {
    const [, verb = '', resource = ''] = context.positionals;
    const [namespace, name, cluster] = ['namespace', 'name', 'cluster'].map((each) =>
      textOption(context.options, each),
    );
    return withSnapshot(context, async (handle) => {
      const answer = await context.engine.request(
        'who-can',
        given({ handle, verb, resource, namespace, name, cluster }),
        { signal: context.signal },
      );
      return { json: answer, text: whoCanText(answer) };
    });
  },
};

function whoCanText({ asked, subjects, unknowns }: Output<'who-can'>): string {
  const head = subjects.length === 0 ? `Nobody may ${asked}.` : `May ${asked}:`;
  const lines = subjects.flatMap(({ id, proof }) => [
    `  ${visibleText(id)}`,
    ...proof.map(({ says }) => `    ${visibleText(says)}`),
  ]);
  return [head, ...lines, ...unknownLines(unknowns)].join('\n');
}
