import { z } from 'zod';

/** The parts of an IAM Analysis Finding (class 2008) that are written, as the OCSF 1.6 schema describes them. */
const entity = z
  .strictObject({ uid: z.string().optional(), name: z.string().optional(), desc: z.string().optional() })
  .refine(({ uid, name }) => uid !== undefined || name !== undefined, 'needs uid or name');

export const iamAnalysisFinding = z
  .strictObject({
    activity_id: z.literal([0, 1, 2, 3, 99]),
    activity_name: z.string(),
    category_uid: z.literal(2),
    category_name: z.literal('Findings'),
    class_uid: z.literal(2008),
    class_name: z.literal('IAM Analysis Finding'),
    type_uid: z.number().int(),
    type_name: z.string(),
    time: z.number().int().positive(),
    severity_id: z.literal([0, 1, 2, 3, 4, 5, 6, 99]),
    severity: z.string(),
    confidence_id: z.literal([0, 1, 2, 3, 99]),
    confidence: z.string(),
    status_id: z.literal([0, 1, 2, 3, 4, 5, 6, 99]),
    status: z.string(),
    comment: z.string().min(1).optional(),
    metadata: z.strictObject({
      version: z.string().regex(/^1\.\d+\.\d+$/),
      product: z.strictObject({ name: z.string(), vendor_name: z.string(), version: z.string() }),
      uid: z.string(),
    }),
    finding_info: z.strictObject({
      uid: z.string().min(1),
      title: z.string(),
      desc: z.string(),
      types: z.array(z.string()),
      created_time: z.number().int(),
      analytic: z.strictObject({
        type_id: z.literal([0, 1, 2, 3, 4, 99]),
        type: z.string(),
        uid: z.string(),
        name: z.string(),
        version: z.string(),
      }),
      attacks: z.array(
        z.strictObject({
          version: z.string(),
          technique: z.strictObject({ uid: z.string().regex(/^T\d{4}$/) }),
          sub_technique: z.strictObject({ uid: z.string().regex(/^T\d{4}\.\d{3}$/) }).optional(),
        }),
      ),
      data_sources: z.array(z.string()),
    }),
    permission_analysis_results: z.array(z.strictObject({ policy: entity })).min(1),
    remediation: z.strictObject({ desc: z.string(), references: z.array(z.url()) }),
    user: z
      .strictObject({ uid: z.string(), name: z.string(), type: z.string(), type_id: z.literal(99) })
      .optional(),
    resources: z.array(z.strictObject({ uid: z.string(), name: z.string(), type: z.string() })).optional(),
    unmapped: z.record(z.string(), z.unknown()),
  })
  .refine(
    (event) => event.type_uid === event.class_uid * 100 + event.activity_id,
    'type_uid is class and activity',
  );
