/** The registry: what the templates must hold, and which images are to be brought in. */
import { awsRegion } from '../../../catalogue';
import type { UsedFact } from '../../intent';
import { type Capability, precondition } from '../capability';

export const registry: Capability = {
  expectations: ({ registry: { stack, repositories } }) =>
    repositories.map(({ name }) => ({
      promise: `registry/${name}`,
      stack,
      type: 'AWS::ECR::Repository',
      identity: { RepositoryName: name },
      settings: {
        ImageTagMutability: 'IMMUTABLE',
        'ImageScanningConfiguration.ScanOnPush': true,
        'EncryptionConfiguration.EncryptionType': 'KMS',
      },
    })),
  notes: (plan, intent) => {
    const { primary } = plan.regions;
    const unknown = plan.registry.images.filter(({ digest }) => digest === undefined);
    return {
      preconditions: [
        precondition(
          'images',
          `${plan.registry.images.length} images are mirrored into ${plan.registry.stack} before the first node starts: nothing is pulled from abroad`,
          `npx sovereign images ${intent.country} --format commands: run where both registries can be reached, and carry the digests along`,
        ),
      ],
      residualRisks: [
        ...(unknown.length > 0
          ? [
              `AWS: digests of ${unknown.map(({ name }) => name).join(', ')} are not known here: what is copied is what the tag names on that day; record the digest with the copy.`,
            ]
          : []),
        `AWS: images of EKS add-ons are the vendor's, served from its registry in ${primary}${awsRegion(primary)?.imageAccount ? ` (account ${awsRegion(primary)?.imageAccount})` : ''}; their contents are not held to a digest of ours.`,
      ],
      facts: plan.registry.images.map(
        ({ name, tag, asOf, confidence, sources }): UsedFact => ({
          statement: `Image: ${name} ${tag}`,
          asOf,
          confidence,
          sources,
        }),
      ),
    };
  },
};
