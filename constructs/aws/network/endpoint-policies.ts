/** What may pass an endpoint: the account's own principals, its own resources, this region; and what nodes need to boot. */
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { policy, type Statement, sub } from '../text';

export interface EndpointPolicyProps {
  /** ARNs (with `/*` for objects) of the buckets that may be reached. */
  readonly buckets: readonly string[];
  /** Account of the EKS image registry in this region. Absent: any registry may be read. */
  readonly imageAccount?: string;
}

/** The policy of one service's endpoint. */
export function endpointPolicy(scope: Construct, service: string, props: EndpointPolicyProps): object {
  const { region } = Stack.of(scope);
  const own = { 'aws:PrincipalAccount': sub('${AWS::AccountId}') };
  const here = { 'aws:RequestedRegion': region };
  if (service === 's3') return policy(forS3(region, own, props));
  if (service.startsWith('ecr.')) return policy(forRegistry(own, here, props));
  return policy([
    {
      Sid: 'OwnPrincipalsInThisRegion',
      Effect: 'Allow',
      Principal: '*',
      Action: `${service}:*`,
      Resource: '*',
      Condition: { StringEquals: { ...own, ...here } },
    },
  ]);
}

function forS3(region: string, own: Record<string, string>, { buckets }: EndpointPolicyProps): Statement[] {
  return [
    {
      Sid: 'OwnPrincipalsToOwnBuckets',
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:*',
      Resource: buckets,
      Condition: { StringEquals: own },
    },
    {
      // Layers of ECR images and the packages of the node image are read from the vendor's buckets in the region.
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

function forRegistry(
  own: Record<string, string>,
  here: Record<string, string>,
  { imageAccount }: EndpointPolicyProps,
): Statement[] {
  return [
    {
      Sid: 'OwnPrincipalsSignIn',
      Effect: 'Allow',
      Principal: '*',
      Action: 'ecr:GetAuthorizationToken',
      Resource: '*',
      Condition: { StringEquals: { ...own, ...here } },
    },
    {
      Sid: 'OwnRegistry',
      Effect: 'Allow',
      Principal: '*',
      Action: 'ecr:*',
      Resource: '*',
      Condition: { StringEquals: { ...own, ...here, 'aws:ResourceAccount': sub('${AWS::AccountId}') } },
    },
    {
      Sid: 'PullTheImagesOfEks',
      Effect: 'Allow',
      Principal: '*',
      Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      Resource: '*',
      Condition: {
        StringEquals: { ...own, ...here, ...(imageAccount ? { 'aws:ResourceAccount': imageAccount } : {}) },
      },
    },
  ];
}
