import { z } from 'zod';

/** The parts of a SARIF 2.1.0 log that are written, as the OASIS standard describes them (sections 3.13 to 3.52). */
const message = z.strictObject({ text: z.string().min(1) });
const physicalLocation = z.strictObject({
  artifactLocation: z.strictObject({ uri: z.string().regex(/^[\w./-]+$/) }),
  region: z.strictObject({ startLine: z.number().int().min(1) }),
});
const level = z.enum(['none', 'note', 'warning', 'error']);
const propertyBag = z.record(z.string(), z.unknown());

export const sarifLog = z
  .strictObject({
    $schema: z.url(),
    version: z.literal('2.1.0'),
    runs: z
      .array(
        z.strictObject({
          tool: z.strictObject({
            driver: z.strictObject({
              name: z.string().min(1),
              semanticVersion: z.string().regex(/^\d+\.\d+\.\d+/),
              rules: z.array(
                z.strictObject({
                  id: z.string().min(1),
                  shortDescription: message,
                  fullDescription: message,
                  help: message,
                  helpUri: z.url().optional(),
                  defaultConfiguration: z.strictObject({ level }),
                  properties: propertyBag,
                }),
              ),
            }),
          }),
          columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
          results: z.array(
            z.strictObject({
              ruleId: z.string().min(1),
              ruleIndex: z.number().int().min(0),
              level,
              message,
              locations: z
                .array(
                  z.strictObject({
                    physicalLocation: physicalLocation.optional(),
                    logicalLocations: z.array(
                      z.strictObject({
                        name: z.string(),
                        fullyQualifiedName: z.string(),
                        kind: z.literal('resource'),
                      }),
                    ),
                  }),
                )
                .min(1),
              relatedLocations: z.array(z.strictObject({ id: z.number().int(), physicalLocation, message })),
              partialFingerprints: z.record(z.string().regex(/\/v\d+$/), z.string().min(1)),
              suppressions: z
                .array(
                  z.strictObject({
                    kind: z.enum(['inSource', 'external']),
                    status: z.enum(['accepted', 'underReview', 'rejected']),
                    justification: z.string().min(1),
                    properties: propertyBag,
                  }),
                )
                .optional(),
              properties: propertyBag,
            }),
          ),
          properties: propertyBag,
        }),
      )
      .min(1),
  })
  .refine(
    ({ runs }) =>
      runs.every(({ results }) => new Set(results.map((each) => each.suppressions === undefined)).size <= 1),
    'the results of a run all say something of suppressions, or none does (3.27.23)',
  );
