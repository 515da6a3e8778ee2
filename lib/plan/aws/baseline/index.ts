/** The baseline of each account and region: what the account has once, decided once, never by a cell. */
import { awsTypeAvailable } from '../../../catalogue';
import type { AwsTarget } from '../../../profile';
import type { Intent } from '../../intent';
import { name } from '../../names';
import { accountsOf, type Place, stackAt } from '../accounts';
import type { BaselinePlan, SetBy, SingletonName, SingletonPlan } from './types';

interface Row {
  readonly what: (context: Context) => string;
  readonly type?: string;
  /** Whether a declarative policy of the guardrails sets and locks it. */
  readonly declared: boolean;
  /** Set once an account, for all regions. Default: once a region. */
  readonly global?: boolean;
  readonly command: (context: Context) => string;
}
interface Context {
  readonly region: string;
  readonly gatewayMode: BaselinePlan['gatewayMode'];
  readonly analyzer: string;
}

/**
 * Types: CloudFormation's resource specification as aws-cdk-lib 2.276 holds it; a row without one has none in it.
 * Declared: AWS Organizations User Guide, "Declarative policy syntax and examples".
 */
const ROWS: Record<SingletonName, Row> = {
  gatewayBlock: {
    what: ({ gatewayMode }) => `VPC block public access: ${gatewayMode}`,
    type: 'AWS::EC2::VPCBlockPublicAccessOptions',
    declared: true,
    command: ({ region, gatewayMode }) =>
      `aws ec2 modify-vpc-block-public-access-options --region ${region} --internet-gateway-block-mode ${gatewayMode}`,
  },
  snapshotBlock: {
    what: () => 'EBS snapshots: no public sharing, the shared included',
    type: 'AWS::EC2::SnapshotBlockPublicAccess',
    declared: true,
    command: ({ region }) => `aws ec2 enable-snapshot-block-public-access --region ${region} --state block-all-sharing`,
  },
  imageBlock: {
    what: () => 'machine images: no new public sharing',
    declared: true,
    command: ({ region }) =>
      `aws ec2 enable-image-block-public-access --region ${region} --image-block-public-access-state block-new-sharing`,
  },
  metadataDefaults: {
    what: () => 'instance metadata: version 2, one hop, by default',
    declared: true,
    command: ({ region }) =>
      `aws ec2 modify-instance-metadata-defaults --region ${region} --http-tokens required --http-put-response-hop-limit 1`,
  },
  volumeEncryption: {
    what: () => 'EBS volumes: encrypted by default',
    declared: false,
    command: ({ region }) => `aws ec2 enable-ebs-encryption-by-default --region ${region}`,
  },
  bucketBlock: {
    what: () => 'S3: public access blocked for the whole account',
    declared: true,
    global: true,
    command: () =>
      'aws s3control put-public-access-block --account-id <account> --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true',
  },
  accessAnalyzer: {
    what: ({ analyzer }) => `IAM Access Analyzer: ${analyzer} finds what the account shares with outsiders`,
    type: 'AWS::AccessAnalyzer::Analyzer',
    declared: false,
    command: ({ region }) => `aws accessanalyzer list-analyzers --region ${region} --type ACCOUNT`,
  },
};

export function planBaseline(intent: Intent, target: AwsTarget): BaselinePlan[] {
  const country = intent.country.toLowerCase();
  return accountsOf(target).map((place): BaselinePlan => {
    const { label, account, region } = place;
    const context: Context = {
      region,
      gatewayMode: intent.egress === 'isolated' ? 'block-bidirectional' : 'block-ingress',
      analyzer: name([country, 'analyzer']),
    };
    const rows = (Object.entries(ROWS) as [SingletonName, Row][]).filter(([, row]) => place.home || !row.global);
    const singletons = rows.map(
      ([singleton, row]): SingletonPlan => ({
        name: singleton,
        what: row.what(context),
        ...decide(singleton, row, target, place),
        type: row.type,
        command: row.command(context),
      }),
    );
    const makes = singletons.some(({ by }) => by === 'create');
    return {
      label,
      stack: makes ? stackAt(country, 'baseline', place) : undefined,
      account,
      region,
      gatewayMode: context.gatewayMode,
      analyzer: context.analyzer,
      singletons,
    };
  });
}

/** In exactly one place: what a declarative policy locks, a stack can only fail to set. */
function decide(
  singleton: SingletonName,
  { type, declared }: Row,
  { organization, baseline, accounts }: AwsTarget,
  { account, region }: Place,
): { by: SetBy; because?: string } {
  if (declared && organization)
    return account !== undefined && account === accounts?.management
      ? {
          by: 'operator',
          because: 'the guardrails name no management account; from the root they would reach and lock it',
        }
      : { by: 'guardrails', because: 'a declarative policy sets and locks it' };
  const chosen = (baseline as Partial<Record<SingletonName, 'create' | 'existing'>> | undefined)?.[singleton];
  if (chosen === 'existing') return { by: 'existing', because: 'the document says that the account has it' };
  if (!type) return { by: 'operator', because: 'CloudFormation has no type for it' };
  if (!awsTypeAvailable(type, region)) return { by: 'operator', because: `CloudFormation lacks ${type} in ${region}` };
  return { by: 'create' };
}
