/**
 * Nothing outside the country's regions. The list of exemptions is shorter than the stock one (AWS Organizations User
 * Guide, "Deny access to AWS based on the requested AWS Region"; Control Tower, GRREGIONDENY), which lets whole
 * regional services through: `kms`, `acm`, `config`, `s3` account settings, `ecr-public`, `wafv2`, `sts` everywhere.
 */
import { administrators, unless } from './roles';
import type { GuardrailContext, GuardrailStatement } from './types';

/** Actions of services with one control plane a partition, each with the reason it is let through. */
export const GLOBAL_ACTIONS: readonly (readonly [action: string, reason: string])[] = [
  ['account:*', 'account settings; opening regions is denied beside'],
  ['billing:Get*', 'spending figures, read only'],
  ['billing:List*', 'spending figures, read only'],
  ['budgets:*', 'spending limits'],
  ['ce:*', 'spending figures'],
  ['cloudfront:Get*', 'that no content network serves the data must be seen; making one is denied'],
  ['cloudfront:List*', 'as above'],
  ['cloudtrail:LookupEvents', 'events of IAM and STS are kept in the home region of the partition; read only'],
  ['ec2:DescribeRegions', 'clients ask their default region which there are'],
  ['health:*', 'notices of the vendor'],
  ['iam:*', 'identities are of the partition'],
  ['organizations:*', 'the organisation is of the partition; leaving it is denied beside'],
  ['pricing:*', 'the price list'],
  ['route53:*', 'private zones of the networks'],
  ['s3:GetBucketLocation', 'clients ask their default region where a bucket is'],
  ['s3:ListAllMyBuckets', 'the list of buckets is of the account, not of a region'],
  ['servicequotas:Get*', 'quotas of global services, read only'],
  ['servicequotas:List*', 'quotas of global services, read only'],
  ['signin:*', 'the console signs in at the home region'],
  ['sts:*', 'older clients ask the global endpoint; other regions are denied beside'],
  ['support:*', 'cases with the vendor'],
  ['trustedadvisor:*', 'advice of the vendor'],
];

/** Where a partition keeps its global services (botocore `endpoints.json`: credential scope of IAM, Organizations). */
const HOME: Readonly<Record<string, readonly string[]>> = {
  aws: ['us-east-1'],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-us-gov': ['us-gov-west-1'],
  'aws-eusc': ['eusc-de-east-1'],
  'aws-iso': ['us-iso-east-1'],
  'aws-iso-b': ['us-isob-east-1'],
};

const INVOKE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

export function regionDeny(context: GuardrailContext): GuardrailStatement[] {
  const { regions, partition, modelInference } = context;
  const actions = GLOBAL_ACTIONS.map(([action]) => action);
  return [
    {
      Sid: 'OnlyTheCountrysRegions',
      Effect: 'Deny',
      NotAction: [...actions, ...(modelInference === 'abroad' ? INVOKE : [])],
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': regions } },
    },
    {
      Sid: 'GlobalServicesAtHomeOnly',
      Effect: 'Deny',
      Action: actions,
      Resource: '*',
      Condition: {
        StringNotEquals: { 'aws:RequestedRegion': [...new Set([...regions, ...(HOME[partition] ?? [])])] },
      },
    },
    {
      Sid: 'NoOtherRegionOpened',
      Effect: 'Deny',
      Action: 'account:EnableRegion',
      Resource: '*',
      Condition: { StringNotEquals: { 'account:TargetRegion': regions } },
    },
    {
      Sid: 'NoRegionOfTheCountryClosed',
      Effect: 'Deny',
      Action: 'account:DisableRegion',
      Resource: '*',
      Condition: { StringEquals: { 'account:TargetRegion': regions } },
    },
    {
      // A local zone answers to its region's name and may stand in another country.
      Sid: 'NoLocalZoneOpened',
      Effect: 'Deny',
      Action: 'ec2:ModifyAvailabilityZoneGroup',
      Resource: '*',
      Condition: unless(administrators(context)),
    },
    ...modelsAnswer(context),
  ];
}

/**
 * Bedrock routes a request to other regions only by an inference profile. The region deny already stops a profile that
 * may reach one region abroad (each destination is asked for; a global profile asks for `unspecified`); what else
 * holds is the country's decision.
 */
function modelsAnswer({ modelInference, regions, partition }: GuardrailContext): GuardrailStatement[] {
  const profile = 'bedrock:InferenceProfileArn';
  if (modelInference === 'country') return [];
  return [
    {
      Sid: modelInference === 'region' ? 'ModelsAnswerInTheRegion' : 'ModelsAnswerAbroadByProfileOnly',
      Effect: 'Deny',
      Action: INVOKE,
      Resource: '*',
      Condition:
        modelInference === 'region'
          ? { Null: { [profile]: 'false' } }
          : {
              StringNotEquals: { 'aws:RequestedRegion': regions },
              ArnNotLike: { [profile]: regions.map((region) => `arn:${partition}:bedrock:${region}:*:*`) },
            },
    },
  ];
}
