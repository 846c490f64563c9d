import { isJsonObject, type JsonObject } from '../../../../schema/json.ts';
import { lineOf, type RawFinding, textOf } from './finding.ts';

/**
 * A finding of trufflehog v3 (`--json`: a line each; github.com/trufflesecurity/trufflehog, pkg/output/json.go); null for
 * others. Where it was found stands under the name of the source's type: `Git`, `Github`, `Filesystem`, `S3`…
 */
export function trufflehogFinding(value: JsonObject): RawFinding | null {
  const rule = textOf(value.DetectorName);
  const metadata = isJsonObject(value.SourceMetadata) ? value.SourceMetadata.Data : undefined;
  if (rule === null || !isJsonObject(metadata)) return null;
  const [kind, place] = Object.entries(metadata).find(([, each]) => isJsonObject(each)) ?? ['', {}];
  const at = place as JsonObject;
  const extra = isJsonObject(value.ExtraData) ? value.ExtraData : {};
  return {
    scanner: 'trufflehog',
    rule,
    fingerprint: null,
    file: textOf(at.file),
    line: lineOf(at.line),
    commit: textOf(at.commit),
    repository: textOf(at.repository) ?? textOf(at.link),
    bucket: kind === 'S3' ? textOf(at.bucket) : null,
    verified: typeof value.Verified === 'boolean' ? value.Verified : null,
    owner: value.Verified === true ? textOf(extra.arn) : null,
    text: [value.Raw, value.RawV2].filter((text) => typeof text === 'string').join('\n'),
  };
}
