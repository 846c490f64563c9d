import type { Output } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import { visibleText } from '../../schema/visible-text.ts';
import type { Command } from '../command.ts';
import { given, requiredOption, textOption } from '../options.ts';
import { withSnapshot } from '../with-snapshot.ts';

export const redact: Command = {
  name: 'redact',
  usage:
    'redact SNAPSHOT --out FILE [--policy FILE] [--key FILE] [--case CASE --case-out FILE] [--allow-residue] | redact SNAPSHOT --preview [--policy FILE] [--key FILE]',
  summary: 'Writes the snapshot again with pseudonyms for what it names, and checks that nothing is left.',
  options: {
    out: { type: 'string' },
    preview: { type: 'boolean' },
    policy: { type: 'string' },
    key: { type: 'string' },
    case: { type: 'string' },
    'case-out': { type: 'string' },
    'allow-residue': { type: 'boolean' },
  },
  positionals: [1, 1],
  run: async (context) => {
    const { options, engine, signal, onProgress } = context;
    const asked = { policyFile: textOption(options, 'policy'), keyFile: textOption(options, 'key') };
    if (options.preview === true) {
      return withSnapshot(context, async (handle) => {
        const answer = await engine.request('redact.preview', given({ handle, ...asked }), {
          signal,
          onProgress,
        });
        return { json: answer, text: previewText(answer) };
      });
    }
    const out = requiredOption(options, 'out');
    const [from, to] = [textOption(options, 'case'), textOption(options, 'case-out')];
    if ((from === undefined) !== (to === undefined))
      throw new TrustpathError('usage', '--case and --case-out go together.');
    return withSnapshot(context, async (handle) => {
      const answer = await engine.request(
        'redact.write',
        given({
          handle,
          out,
          ...asked,
          case: from !== undefined && to !== undefined ? { path: from, out: to } : undefined,
          allowResidue: options['allow-residue'] === true,
        }),
        { signal, onProgress },
      );
      return { json: answer, text: writtenText(answer) };
    });
  },
};

function previewText(preview: Output<'redact.preview'>): string {
  const { replaced, replacedTotal, readable, readableTotal, words } = preview;
  return [
    `${words.replaced} words would be replaced, ${words.stay} would stay.`,
    `Names with pseudonyms: ${replacedTotal}`,
    ...replaced.map(({ kind, before, after }) => `  ${kind} ${visibleText(before)} -> ${visibleText(after)}`),
    `Names that stay, made of public words only: ${readableTotal}`,
    ...readable.map(({ kind, id }) => `  ${kind} ${visibleText(id)}`),
  ].join('\n');
}

function writtenText({
  info,
  replaced,
  residue,
  compared,
  keyFile,
  case: caseFile,
}: Output<'redact.write'>): string {
  return [
    `Wrote ${visibleText(info.path)}: ${replaced} words, ids and addresses replaced, digest ${info.digest}`,
    `Made from the snapshot ${info.redaction?.of}`,
    `The graph is the original's: ${compared.entities} entities and ${compared.relations} relations compared.`,
    residue.length === 0
      ? 'Nothing of the original was found in it.'
      : `Left of the original, as allowed: ${residue.map(({ found, place }) => `"${visibleText(found)}" in ${visibleText(place)}`).join('; ')}`,
    keyFile === null
      ? 'The key was thrown away: nobody can make the same pseudonyms again.'
      : `The key is in ${visibleText(keyFile)}: whoever has it can find out what a pseudonym stands for.`,
    ...(caseFile === null ? [] : [`The case is in ${visibleText(caseFile)}.`]),
  ].join('\n');
}
