/** What popular scanners ask for that a sovereign region must not do, or do in a way they do not see: each with its reason. */
import type { AzurePlan, CountryPlan } from '../plan';

export interface SkippedCheck {
  readonly id: string;
  /** What the scanner asks for. */
  readonly asks: string;
  /** Why the region does otherwise. */
  readonly reason: string;
  /** Plans it is for; absent: all. */
  readonly when?: (azure: AzurePlan) => boolean;
}

/** Checkov's checks that the Terraform of a region does not pass. */
export const CHECKOV_SKIPS: readonly SkippedCheck[] = [
  {
    id: 'CKV_AZURE_4',
    asks: 'the monitoring add-on of the cluster',
    reason: 'logs of the control plane go through a diagnostic setting, to the workspace and to the locked archive',
  },
  {
    id: 'CKV_AZURE_12',
    asks: 'a retention of the flow log itself',
    reason:
      "it writes over the account's own rules and ends after a year; the account that the flows lie in keeps and expires them",
  },
  {
    id: 'CKV_AZURE_33',
    asks: 'classic logging of queues',
    reason: 'no queue is used; what is done to blobs goes through a diagnostic setting',
  },
  {
    id: 'CKV_AZURE_40',
    asks: 'an expiry date of every key',
    reason: 'keys rotate each year and old versions still open old data; a key that expires closes the data for good',
  },
  {
    id: 'CKV_AZURE_164',
    asks: 'content trust of the registry',
    reason: 'the vendor retires it, and azurerm 5 has no argument for it; images are pulled by digest',
  },
  {
    id: 'CKV_AZURE_165',
    asks: 'a registry replicated to other regions',
    reason: 'a replica abroad takes the images out of the country',
  },
  {
    id: 'CKV_AZURE_166',
    asks: 'quarantine of images',
    reason:
      'it is a preview that holds every image until a scanner of your own lets it out; images are approved before the runner pushes them',
  },
  {
    id: 'CKV_AZURE_167',
    asks: 'deletion of untagged images',
    reason: 'pods name images by digest: one without a tag may be the one that runs',
  },
  {
    id: 'CKV_AZURE_172',
    asks: 'rotation of the secrets store driver',
    reason: 'the driver is not installed: pods take tokens of their identity, and there is no secret to rotate',
  },
  {
    id: 'CKV_AZURE_206',
    asks: 'geo-redundant storage',
    reason:
      "it copies to the region's pair, which may be abroad; where the pair is in the country and asked for, it is on",
  },
  {
    id: 'CKV_AZURE_216',
    asks: 'threat intelligence that denies, on the firewall itself',
    reason: "the firewall is under a policy, and the policy's own setting decides: it denies",
  },
  {
    id: 'CKV_AZURE_233',
    asks: 'a registry over several zones',
    reason: 'it is over several wherever the region has zones; some regions have none',
  },
  {
    id: 'CKV2_AZURE_1',
    asks: "accounts under a customer's key",
    reason: 'they are, by a key of the Managed HSM; it looks for a key of a vault and sees no other',
    when: ({ hsm }) => hsm !== undefined,
  },
  {
    id: 'CKV2_AZURE_21',
    asks: 'classic logging of blobs',
    reason: 'what is done to blobs goes through a diagnostic setting, to the workspace and to the locked archive',
  },
  {
    id: 'CKV2_AZURE_22',
    asks: "a customer's key of each AI account, in a resource of its own",
    reason:
      'the key is named in the account itself, so that it is under it from the first; it looks beside the account',
    when: ({ models }) => models !== undefined,
  },
];

/** Configuration of Checkov that skips some checks, each with its reason. */
export function checkovText(skips: readonly SkippedCheck[]): string {
  const lines = skips.flatMap(({ id, asks, reason }) => [`  # asks for ${asks}: ${reason}`, `  - ${id}`]);
  return [
    '# Checkov reads this when it scans this folder: checkov --directory .',
    '# What it asks for and a sovereign region must not do, or does in a way it does not see.',
    'framework:',
    '  - terraform_json',
    'skip-check:',
    ...lines,
    '',
  ].join('\n');
}

/** Configuration beside the Terraform with which a user's own scanner agrees. */
export function scannerFiles({ azure }: CountryPlan): { readonly path: string; readonly text: string }[] {
  if (!azure) return [];
  return [
    { path: 'azure/.checkov.yaml', text: checkovText(CHECKOV_SKIPS.filter(({ when }) => when?.(azure) ?? true)) },
  ];
}
