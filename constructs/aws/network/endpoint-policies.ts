/** What may pass an endpoint: who asks, what is asked, whose resource it is asked of, and where. */
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { EndpointPlan } from '../../../lib/plan/aws';
import { policy, type Statement, sub } from '../text';

export interface EndpointPolicyProps {
  /** ARNs (with `/*` for objects) of the buckets that may be reached. */
  readonly buckets: readonly string[];
  /**
   * Account that owns the buckets. A bucket given up and taken by someone else keeps its name, not its owner.
   * @default - this one
   */
  readonly bucketAccount?: string;
  /**
   * Accounts of the country's registries beside this one.
   * @default - none
   */
  readonly registryAccounts?: readonly string[];
  /** Account of the EKS image registry in this region. Absent: any registry may be read. */
  readonly imageAccount?: string;
  /**
   * Organisation that whoever asks must belong to, as must what is asked for.
   * @default - the account alone is asked for
   */
  readonly organization?: string;
}

type Conditions = NonNullable<Statement['Condition']>;

const OWN = sub('${AWS::AccountId}');

/** The policy of one service's endpoint. */
export function endpointPolicy(
  scope: Construct,
  { service, actions }: Pick<EndpointPlan, 'service' | 'actions'>,
  props: EndpointPolicyProps,
): object {
  const { region } = Stack.of(scope);
  const { organization } = props;
  const asked = {
    'aws:PrincipalAccount': OWN,
    ...(organization ? { 'aws:PrincipalOrgID': organization } : {}),
    'aws:RequestedRegion': region,
  };
  /**
   * Credentials of another account, and resources of another, do not pass. Where a request is about no account's resource
   * (a sign-in to the registry, a volume to be made) IAM gives none, and the condition asks for none.
   */
  const of = (accounts: readonly string[] = [OWN]): Conditions => ({
    StringEquals: asked,
    StringEqualsIfExists: {
      'aws:ResourceAccount': accounts.length === 1 ? accounts[0] : accounts,
      ...(organization ? { 'aws:ResourceOrgID': organization } : {}),
    },
  });
  if (service === 's3') return policy(forS3(region, actions, of([props.bucketAccount ?? OWN]), props));
  const own: Statement = {
    Sid: 'OwnPrincipalsToOwnResources',
    Effect: 'Allow',
    Principal: '*',
    Action: actions,
    Resource: '*',
    Condition: of(service.startsWith('ecr.') ? [OWN, ...(props.registryAccounts ?? [])] : undefined),
  };
  return policy(service.startsWith('ecr.') ? [own, forImages(actions, asked, props)] : [own]);
}

function forS3(
  region: string,
  actions: readonly string[],
  Condition: Conditions,
  { buckets }: EndpointPolicyProps,
): Statement[] {
  return [
    ...(buckets.length > 0
      ? [
          {
            Sid: 'OwnPrincipalsToOwnBuckets',
            Effect: 'Allow' as const,
            Principal: '*' as const,
            Action: actions,
            Resource: buckets,
            Condition,
          },
        ]
      : []),
    {
      // Layers of ECR images and the packages of the node image are read from the vendor's buckets in the region, under
      // the vendor's signature or none.
      Sid: 'NodesReadTheVendorsBootBuckets',
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: [`prod-${region}-starport-layer-bucket`, `al2023-repos-${region}-de612dc2`].map((name) =>
        sub(`arn:\${AWS::Partition}:s3:::${name}/*`),
      ),
    },
  ];
}

/** Images of the add-ons are the vendor's: no organisation owns them, and they are read, never written. */
const forImages = (
  actions: readonly string[],
  asked: Record<string, string>,
  { imageAccount }: EndpointPolicyProps,
): Statement => ({
  Sid: 'PullTheImagesOfEks',
  Effect: 'Allow',
  Principal: '*',
  Action: actions.filter((action) => action !== 'ecr:GetAuthorizationToken'),
  Resource: '*',
  Condition: { StringEquals: { ...asked, ...(imageAccount ? { 'aws:ResourceAccount': imageAccount } : {}) } },
});
