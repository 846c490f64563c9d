import type { Json } from '../../schema/json.ts';
import { isFieldName } from './field-words.ts';

/** Fields whose value is a map from names that people chose: the keys are data, as the values are. */
const MAPS_OF_NAMES: ReadonlySet<string> = new Set(
  `labels annotations matchLabels nodeSelector selector data stringData binaryData Tags tags env Variables variables
  jobs outputs inputs with secrets parameters Parameters matrix options Labels Metadata volumes environments
  clusterSelector podLabels nodeLabels dockerLabels DockerLabels EnvironmentVariables DefaultArguments
  definitions patternProperties attributes`.split(/\s+/),
);
/** Fields that hold what owners say of a thing. */
const TAGS = /^(?:tags|tag_?set|tag_?list|labels|annotations|matchlabels)$/i;
const SMALLEST_ID = 10_000;

export const isMapOfNames = (field: string): boolean => MAPS_OF_NAMES.has(field);

/** Whether a key is data: it is not made of the words of which the names of fields are made. */
export const isDataKey = (key: string): boolean => !isFieldName(key);

/** Whether a number is an id and no amount: of an account, or in a field that says so. */
export function isIdNumber(amount: number, field: string): boolean {
  if (!Number.isSafeInteger(amount) || amount < SMALLEST_ID) return false;
  return String(amount).length === 12 || /(?:^|_)ids?$|I[dD]s?$/.test(field);
}

export interface Replaceable {
  readonly value: string;
  /** The field in which it stands, or the map whose key it is. */
  readonly field: string;
  /** Among tags, labels or annotations. */
  readonly tagged: boolean;
}

/** Every value of a document that may be replaced: texts, ids that are numbers, and the keys that are data. */
export function* replaceable(document: Json, field = '', tagged = false): Generator<Replaceable> {
  if (typeof document === 'string') yield { value: document, field, tagged };
  else if (typeof document === 'number') {
    if (isIdNumber(document, field)) yield { value: String(document), field, tagged };
  } else if (Array.isArray(document)) {
    for (const item of document) yield* replaceable(item, field, tagged);
  } else if (document !== null && typeof document === 'object') {
    for (const [name, item] of Object.entries(document)) {
      const inTags = tagged || TAGS.test(name);
      if (isMapOfNames(field) || isDataKey(name)) yield { value: name, field, tagged };
      yield* replaceable(item as Json, name, inTags);
    }
  }
}
