/** Requests as IAM decides them: identity policies and the policy of the resource together. */
import type { Template } from 'aws-cdk-lib/assertions';
import type { Statement } from '../../constructs/aws';

interface Outcome {
  readonly errors?: unknown;
  readonly overallResult?: string;
  readonly result?: { readonly ignoredContextKeys?: readonly string[] };
}
// AGPL-3.0: it judges in tests and is never shipped.
const { runSimulation } = require('@cloud-copilot/iam-simulate') as {
  runSimulation(simulation: object, options: object): Promise<Outcome>;
};

export interface Asked {
  /** ARN of a role, or a service. */
  readonly as: string;
  readonly action: string;
  readonly resource: string;
  /** Account of the resource. */
  readonly owner: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
  /** What the principal's own policies allow. Default: everything. */
  readonly identity?: readonly Statement[];
  /** Policy of the resource. */
  readonly policy: readonly Statement[];
}

/** The simulator knows no key of an encryption context, whose names are free: another key of the same type stands for it. */
const known = <T>(part: T): T =>
  JSON.parse(JSON.stringify(part).replace(/kms:EncryptionContext:aws:\w+:arn/g, 'lambda:SourceFunctionArn'));

const document = (statements: readonly unknown[]) => ({ Version: '2012-10-17', Statement: statements });
const EVERYTHING = [{ Effect: 'Allow', Action: '*', Resource: '*' }];

/** Whether the request is allowed. A request that the service does not know, or a key it never sends, is an error. */
export async function allowed({
  as,
  action,
  resource,
  owner,
  context = {},
  identity,
  policy,
}: Asked): Promise<boolean> {
  const service = !as.startsWith('arn:');
  const account = service ? owner : as.split(':')[4];
  const outcome = await runSimulation(
    {
      request: {
        principal: as,
        action,
        resource: { resource, accountId: owner },
        contextVariables: {
          'aws:SecureTransport': 'true',
          'aws:ViaAWSService': 'false',
          'aws:PrincipalIsAWSService': String(service),
          ...(service ? {} : { 'aws:PrincipalArn': as, 'aws:PrincipalAccount': account as string }),
          ...known(context),
        },
      },
      identityPolicies: service ? [] : [{ name: 'own', policy: document(identity ?? EVERYTHING) }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: known(document(policy)),
    },
    {},
  );
  if (outcome.overallResult === undefined) throw new Error(`${action}: ${JSON.stringify(outcome.errors ?? outcome)}`);
  const ignored = outcome.result?.ignoredContextKeys?.filter((key) => key in known(context)) ?? [];
  if (ignored.length > 0) throw new Error(`${action} takes no ${ignored.join(', ')}`);
  return outcome.overallResult === 'Allowed';
}

/** A part of a template as it stands once deployed to an account and a region. */
export function deployed<T>(template: Template, account: string, region: string, value: T): T {
  const { Resources } = template.toJSON();
  const text = (of: string): string =>
    of
      .replaceAll('${AWS::Partition}', 'aws')
      .replaceAll('${AWS::Region}', region)
      .replaceAll('${AWS::URLSuffix}', 'amazonaws.com')
      .replaceAll('${AWS::AccountId}', account)
      .replaceAll('${!', '${');
  const arn = (id: string): string => {
    const { Type, Properties } = Resources[id];
    const known: Record<string, () => string> = {
      'AWS::S3::Bucket': () => `arn:aws:s3:::${settle(Properties.BucketName)}`,
      'AWS::IAM::Role': () => `arn:aws:iam::${account}:role/${Properties.RoleName}`,
      'AWS::EKS::Cluster': () => `arn:aws:eks:${region}:${account}:cluster/${Properties.Name}`,
      'AWS::KMS::Key': () => `arn:aws:kms:${region}:${account}:key/${id}`,
    };
    return (known[Type] as () => string)();
  };
  const settle = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(settle);
    if (typeof part !== 'object' || part === null) return part;
    const [[name, argument] = []] = Object.entries(part);
    if (name === 'Ref') return argument === 'AWS::AccountId' ? account : arn(argument);
    if (name === 'Fn::Sub') return text(argument);
    if (name === 'Fn::GetAtt') return arn(argument[0]);
    if (name === 'Fn::Join') return (settle(argument[1]) as string[]).join(argument[0]);
    return Object.fromEntries(Object.entries(part).map(([key, child]) => [key, settle(child)]));
  };
  return settle(value) as T;
}
