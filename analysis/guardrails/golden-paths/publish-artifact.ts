import type { GuardrailTemplate } from '../guardrail.ts';
import { jsonFile } from '../words.ts';
import { awsCase, trustCases, workflowCases } from './ask.ts';
import { COMMIT, environmentTrust, GITHUB, limitsOf, placeOf } from './place.ts';

/** From a reviewed release over a role of its own to one image repository, with a record of where the image is from. */
export const publishArtifact: GuardrailTemplate = {
  id: 'golden-publish-artifact',
  title: 'Golden path: CI publishes an artifact',
  why: 'Whoever starts from this pushes to one repository, from reviewed releases alone, and what runs can be led back to its source.',
  controls: [
    'codeSigning',
    'accountUse',
    'serviceIdentification',
    'leastPrivilege',
    'supplyChain',
    'ztDeployment',
  ],
  *make(context) {
    const place = placeOf(context);
    const { partition, account, region } = place;
    const role = `arn:${partition}:iam::${account}:role/publish-example-service`;
    const images = `arn:${partition}:ecr:${region}:${account}:repository/example-service`;
    const trust = environmentTrust(place, 'release');
    const policy = {
      Version: '2012-10-17',
      Statement: [
        { Sid: 'SignIn', Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
        {
          Sid: 'PushToOne',
          Effect: 'Allow',
          Action: [
            'ecr:BatchCheckLayerAvailability',
            'ecr:CompleteLayerUpload',
            'ecr:InitiateLayerUpload',
            'ecr:PutImage',
            'ecr:UploadLayerPart',
          ],
          Resource: images,
        },
      ],
    };
    const registry = `${account}.dkr.ecr.${region}.amazonaws.com`;
    const workflow = `name: publish
on:
  push:
    tags: ['v*']
permissions:
  contents: read
jobs:
  publish:
    runs-on: ubuntu-latest
    environment: release
    permissions:
      contents: read
      id-token: write
      attestations: write
    steps:
      - uses: actions/checkout@${COMMIT}
        with:
          persist-credentials: false
      - uses: aws-actions/configure-aws-credentials@${COMMIT}
        with:
          role-to-assume: ${role}
          aws-region: ${region}
      - uses: aws-actions/amazon-ecr-login@${COMMIT}
      - id: push
        uses: docker/build-push-action@${COMMIT}
        with:
          push: true
          tags: ${registry}/example-service:\${{ github.sha }}
      - uses: actions/attest-build-provenance@${COMMIT}
        with:
          subject-name: ${registry}/example-service
          subject-digest: \${{ steps.push.outputs.digest }}
`;
    const issuer = `https://${GITHUB}`;
    yield {
      slug: account,
      title: `Golden path: CI publishes an artifact to ${registry}`,
      about: place.about,
      files: [
        { name: 'publish.yml', text: workflow },
        { name: 'trust-policy.json', text: jsonFile(trust.document) },
        { name: 'role-policy.json', text: jsonFile(policy) },
      ],
      apply:
        'Make the environment release with reviewers and the tags v*, with a ruleset that lets few make such tags; make the image repository with immutable tags; make the role.',
      changes: [],
      stand: '',
      breaks: [],
      keeps: [],
      cases: [
        ...workflowCases('.github/workflows/publish.yml', workflow, true),
        ...trustCases(issuer, trust.document, trust.subject, [
          trust.subject.replace(/environment:.*/, 'ref:refs/tags/v1'),
        ]),
        awsCase(role, policy, 'ecr:PutImage', images, 'allow'),
        awsCase(role, policy, 'ecr:PutImage', `${images}-other`, 'deny'),
        awsCase(role, policy, 'ecr:BatchDeleteImage', images, 'deny'),
        awsCase(role, policy, 'ecr:SetRepositoryPolicy', images, 'deny'),
      ],
      limits: [
        'That only attested images run is for an admission policy of the cluster to ask.',
        ...limitsOf(place),
      ],
    };
  },
};
