import { Aspects, CfnParameter, DefaultStackSynthesizer, Fn, type IStackSynthesizer, Stack } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import { type ReplicationRole, SovereignBucket, SovereignKey } from '../../constructs/aws';
import { pascal, sub } from '../../constructs/aws/text';
import type { CountryPlan } from '../../lib/plan';
import {
  ASK,
  type AwsPlan,
  type AwsStackPlan,
  type BucketPlan,
  type KeyPlan,
  keyId,
  OWN_ACCOUNT,
} from '../../lib/plan/aws';

export type AwsCountryPlan = CountryPlan & { readonly aws: AwsPlan };

const CELL_ACCOUNTS = 'Accounts of the cells, whose networks reach the buckets of this stack';

/** What every stack of a country shares: its place, its protection, its tags, and how plans become keys and buckets. */
export class CountryStack extends Stack {
  private readonly namedKeys: AwsPlan['namedKeys'];

  /** @param synthesizer of the stacks that the others' bootstrap does not deploy: the bootstrap itself */
  constructor(scope: Construct, { intent, aws }: AwsCountryPlan, plan: AwsStackPlan, synthesizer?: IStackSynthesizer) {
    super(scope, plan.name, {
      stackName: plan.name,
      description: plan.description,
      env: { region: plan.region, account: plan.account },
      terminationProtection: true,
      analyticsReporting: false,
      synthesizer:
        synthesizer ??
        new DefaultStackSynthesizer({
          qualifier: aws.bootstrap.qualifier,
          // The CLI checks the bootstrap version itself; a rule in the template would be one more thing to review.
          generateBootstrapVersionRule: false,
          // Nothing is looked up, and no role of ours reads everything.
          useLookupRoleForStackOperations: false,
        }),
      tags: {
        'sovereign:country': intent.country,
        'sovereign:classification': intent.classification,
        'sovereign:purpose': plan.purpose,
      },
    });
    this.namedKeys = aws.namedKeys;
    Aspects.of(this).add(bounded(sub(aws.identity.boundary.arn)));
  }

  /** A key as planned. */
  protected key(plan: KeyPlan): SovereignKey {
    return new SovereignKey(this, `Key${pascal(plan.purpose)}`, {
      ...this.asked(plan.use),
      purpose: plan.purpose,
      alias: plan.alias,
      description: plan.reason,
      source: plan.source,
      arn: this.namedKeys[keyId(this.stackName, plan)],
    });
  }

  /** A part of the plan, with the accounts that nobody named as the parameter that asks for them. */
  private asked<T>(value: T): T {
    if (Array.isArray(value))
      return (value.includes(ASK) ? this.accounts(value) : value.map((part) => this.asked(part))) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, this.asked(part)])) as T;
  }

  /** Keys as planned, by purpose. */
  protected keysOf(plans: readonly KeyPlan[]): Map<string, SovereignKey> {
    return new Map(plans.map((plan) => [plan.purpose, this.key(plan)]));
  }

  /** Accounts as a policy names them; those nobody named become a parameter without default, beside those named. */
  protected accounts(accounts: readonly string[], description = CELL_ACCOUNTS): readonly string[] {
    if (!accounts.includes(ASK)) return accounts.map(sub);
    const found = this.node.tryFindChild('CellAccounts') as CfnParameter | undefined;
    const parameter =
      found ??
      new CfnParameter(this, 'CellAccounts', {
        type: 'CommaDelimitedList',
        description,
        allowedPattern: '^[0-9]{12}$',
        constraintDescription: 'account ids of twelve digits',
      });
    const named = accounts.filter((account) => account !== ASK).map(sub);
    return named.length > 0
      ? Fn.split(',', Fn.join(',', [...named, Fn.join(',', parameter.valueAsList)]))
      : parameter.valueAsList;
  }

  /** Accounts whose endpoints reach a bucket: the cells', and the bucket's own for its auditors. */
  protected network(cells: readonly string[]): readonly string[] {
    return this.accounts(cells.includes(ASK) ? cells : [...new Set([OWN_ACCOUNT, ...cells])]);
  }

  /** Buckets as planned, log targets first: the others name them. */
  protected buckets(
    plans: readonly BucketPlan[],
    keys: ReadonlyMap<string, SovereignKey>,
    props: {
      network?: readonly string[];
      readers?: readonly string[];
      sources?: readonly string[];
      role?: ReplicationRole;
      copies?: boolean;
      keyAliasArn?: string;
      serviceRoles?: readonly string[];
      fileSystems?: readonly string[];
    } = {},
  ): void {
    const targets = new Map<string, SovereignBucket>();
    for (const plan of [...plans].sort((a, b) => Number(Boolean(a.accessLogs)) - Number(Boolean(b.accessLogs)))) {
      const target = plan.accessLogs ? targets.get(plan.accessLogs) : undefined;
      const services = plan.delivers.filter((one) => one !== 'access-logs');
      const bucket = new SovereignBucket(this, pascal(plan.purpose), {
        bucketName: plan.name,
        keyArn: plan.key ? keys.get(plan.key)?.keyArn : undefined,
        keyAliasArn: plan.key ? props.keyAliasArn : undefined,
        tenant: plan.tenant,
        accessLogs: plan.accessLogs,
        lockDays: plan.lockDays,
        networkAccounts: plan.key ? props.network : undefined,
        readers: plan.key ? props.readers : undefined,
        receivesCopies: props.copies,
        lifecycle: plan.lifecycle,
        backup: plan.backup,
        serviceRoles: plan.key ? props.serviceRoles : undefined,
        fileSystems:
          plan.fileSystems && props.fileSystems?.length
            ? { accounts: props.fileSystems, may: plan.fileSystems }
            : undefined,
        replica:
          plan.replica && props.role
            ? { bucketName: plan.replica.bucket, keyArn: plan.replica.keyArn, roleArn: props.role.roleArn }
            : undefined,
        delivers: props.sources && services.length > 0 ? { services, accounts: props.sources } : undefined,
        streams: plan.streams && { ...plan.streams, accounts: this.accounts(plan.streams.accounts) },
        accessLogsOf: plan.delivers.includes('access-logs')
          ? plans.filter(({ accessLogs }) => accessLogs === plan.name).map(({ name }) => name)
          : undefined,
      });
      if (target) bucket.node.addDependency(target);
      const copies = plan.replica && targets.get(plan.replica.bucket);
      if (copies) bucket.node.addDependency(copies);
      targets.set(plan.name, bucket);
    }
  }
}

/** Every role of a stack stands under the region's boundary; those that were given one already keep it. */
const bounded = (boundaryArn: string) => ({
  visit: (node: IConstruct): void => {
    if (node instanceof CfnRole) node.permissionsBoundary ??= boundaryArn;
  },
});
