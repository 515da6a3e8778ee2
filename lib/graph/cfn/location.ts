/** Where a CloudFormation resource is placed. */
import { Unknown, type Value } from '../model';

/** Services with one control plane for the whole partition, wherever the stack is deployed. */
const GLOBAL = [
  'AWS::IAM::',
  'AWS::Organizations::',
  'AWS::Route53::',
  'AWS::Route53RecoveryControl::',
  'AWS::Route53RecoveryReadiness::',
  'AWS::CloudFront::',
  'AWS::GlobalAccelerator::',
  'AWS::Budgets::',
  'AWS::CE::',
  'AWS::CUR::',
  'AWS::BCMDataExports::',
  'AWS::Shield::',
  'AWS::WAF::',
  'AWS::NetworkManager::',
  'AWS::Chatbot::',
  'AWS::S3::MultiRegionAccessPoint',
  'AWS::ECR::PublicRepository',
];

/** Not a thing in a place: a note in the template. */
const NOWHERE = new Set(['AWS::CDK::Metadata', 'AWS::CloudFormation::WaitConditionHandle']);

/** The region, `global`, or undefined for what has no place. */
export function cfnLocation(
  type: string,
  properties: { readonly [key: string]: Value },
  region: string | undefined,
): string | Unknown | undefined {
  if (NOWHERE.has(type)) return undefined;
  if (GLOBAL.some((prefix) => type.startsWith(prefix))) return 'global';
  if (type.startsWith('AWS::WAFv2::') && properties['Scope'] === 'CLOUDFRONT') return 'global';
  return region ?? new Unknown('the region this template is deployed to was not given');
}
