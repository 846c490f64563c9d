import { clockStepsBack } from '../../schema/clock-steps.ts';
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import { resolvePointer } from '../../schema/json-pointer.ts';
import { type BundleFiles, sha256Hex } from '../bagit.ts';
import { caseLogHolds, hashChainHolds } from '../custody.ts';
import { type Check, check, jsonOf } from './check.ts';
import type { HashOf } from './integrity.ts';

const DOCUMENT = /^data\/(observations|whatif-documents)\//;

/** Every document is named by the SHA-256 of its own bytes, and custody names the call that returned it. */
export function documents(files: BundleFiles, hashOf: HashOf = sha256Hex): Check {
  const problems: string[] = [];
  const custody = jsonOf(files, 'data/custody.json') as Json | undefined;
  const returned = new Set(callsIn(custody).map((call) => call.observation));
  let count = 0;
  for (const [path, bytes] of files) {
    const folder = DOCUMENT.exec(path)?.[1];
    if (folder === undefined) continue;
    count += 1;
    const hash = hashOf(bytes);
    if (path !== `data/${folder}/${hash}.json`) problems.push(`${path} is not named by its SHA-256`);
    else if (folder === 'observations' && !returned.has(`sha256:${hash}`))
      problems.push(`${path} was returned by no call that custody.json names`);
  }
  return check(
    'Observations',
    problems,
    `${count} documents are named by their own SHA-256, and the call that returned each observed one is in custody.json.`,
  );
}

function callsIn(custody: Json | undefined): { readonly [name: string]: Json | undefined }[] {
  if (!isJsonObject(custody)) return [];
  const earlier = isJsonObject(custody.comparedWith) ? custody.comparedWith.calls : [];
  return [custody.calls, earlier].flatMap((list) => (Array.isArray(list) ? list.filter(isJsonObject) : []));
}

interface ProofPlace {
  readonly observation: string;
  readonly pointer: string;
}

/** Every `{observation, pointer}` anywhere in the answer. */
function proofPlaces(value: Json | undefined, found: ProofPlace[] = []): ProofPlace[] {
  if (Array.isArray(value)) for (const member of value) proofPlaces(member, found);
  else if (isJsonObject(value)) {
    const { observation, pointer } = value;
    if (typeof observation === 'string' && typeof pointer === 'string') found.push({ observation, pointer });
    for (const member of Object.values(value)) proofPlaces(member, found);
  }
  return found;
}

/** Every proof step points at something that is there. */
export function proofs(files: BundleFiles): Check {
  const answer = jsonOf(files, 'data/answer.json') as Json | undefined;
  if (!isJsonObject(answer) || !Array.isArray(answer.paths))
    return check('Proofs', ['data/answer.json is no answer with a list of paths'], '');
  const { paths, findings, activity, whatif, comparison } = answer;
  const places = [paths, findings, activity, whatif, comparison].flatMap((part) => proofPlaces(part));
  const known = new Map<string, Json | undefined>();
  const problems: string[] = [];
  for (const { observation, pointer } of places) {
    const name = `${observation.replace(/^sha256:/, '')}.json`;
    if (!known.has(name))
      known.set(
        name,
        (jsonOf(files, `data/observations/${name}`) ??
          jsonOf(files, `data/whatif-documents/${name}`)) as Json,
      );
    const document = known.get(name);
    if (document === undefined) problems.push(`observations/${name} is missing or is not JSON`);
    else if (resolvePointer(document, pointer) === undefined)
      problems.push(`observations/${name} has nothing at ${pointer}`);
  }
  return check(
    'Proofs',
    [...new Set(problems)],
    `${places.length} proof steps point at something that is there.`,
  );
}

/** Each action holds the hash of the one before; so does each line of the case's log. */
export function custodyChain(files: BundleFiles): Check {
  const custody = jsonOf(files, 'data/custody.json') as Json | undefined;
  if (!isJsonObject(custody)) return check('Custody', ['data/custody.json is not JSON'], '');
  const actions = Array.isArray(custody.actions) ? custody.actions : [];
  const problems: string[] = [];
  if (actions.length === 0 || !actions.every(isJsonObject) || !hashChainHolds(actions.filter(isJsonObject)))
    problems.push('the chain of actions is broken');
  const ofCase = custody.case;
  if (ofCase !== undefined && ofCase !== null && !caseLogHolds(ofCase))
    problems.push('the log of the case is broken');
  const more = isJsonObject(ofCase)
    ? ` The log of the case is one chain up to its head.${clockTold(ofCase)}`
    : '';
  return check('Custody', problems, `${actions.length} actions, each chained to the one before.${more}`);
}

/** Whatever its times say, the chain holds the order of the actions. */
function clockTold({ log }: JsonObject): string {
  const times = (Array.isArray(log) ? log : []).flatMap((entry) =>
    isJsonObject(entry) && typeof entry.at === 'string' ? [entry.at] : [],
  );
  const steps = clockStepsBack(times).length;
  if (steps === 0) return '';
  return ` The clock was set back ${steps === 1 ? 'once' : `${steps} times`} between its actions, so that their order is certain and their times are not.`;
}
