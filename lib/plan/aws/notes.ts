/** What an operator must see to, what stays a risk, quotas, and the facts the AWS plan rests on. */
import { aws, awsInstance, awsRegion, awsZoneHealth, type Provenance } from '../../catalogue';
import type { AwsTarget } from '../../profile';
import { offerFacts } from '../facts';
import type { Intent, PlanNotes, Precondition, Quota, UsedFact } from '../intent';
import { guardrailNotes } from './guardrails/notes';
import { keyParameter } from './keys';
import { ASK } from './storage';
import type { AwsPlan, KeyPlan } from './types';

type Draft = Omit<AwsPlan, 'addresses' | 'notes' | 'expectations'>;

export function notesOf(intent: Intent, target: AwsTarget, plan: Draft): PlanNotes {
  const guardrails = guardrailNotes(plan);
  return {
    quotas: quotas(plan),
    preconditions: [...preconditions(intent, plan), ...guardrails.preconditions],
    residualRisks: [...residualRisks(intent, target, plan), ...guardrails.residualRisks],
    headlines: [...headlines(intent, plan), ...guardrails.headlines],
    facts: [...facts(target, plan), ...guardrails.facts],
  };
}

/** EC2 counts on-demand GPU capacity in vCPUs by family group. */
const QUOTA_GROUPS = [
  { family: /^p/, name: 'Running On-Demand P instances' },
  { family: /^g/, name: 'Running On-Demand G and VT instances' },
];

function quotas(plan: Draft): Quota[] {
  const pools = plan.cells.flatMap(({ pools }) => pools);
  const list = QUOTA_GROUPS.flatMap(({ family, name }): Quota[] => {
    const counted = pools.filter(({ instance, capacity }) => family.test(instance) && capacity.kind !== 'block');
    const amount = counted.reduce((sum, pool) => sum + pool.nodes.max * (awsInstance(pool.instance)?.vcpus ?? 0), 0);
    const reason = counted.map((pool) => `${pool.nodes.max} × ${pool.instance}`).join(', ');
    return amount > 0 ? [{ cloud: 'aws', region: plan.regions.primary, name, amount, unit: 'vCPU', reason }] : [];
  });
  return list;
}

function preconditions(intent: Intent, plan: Draft): Precondition[] {
  const list: Omit<Precondition, 'cloud'>[] = [];
  const block = intent.egress === 'isolated' ? 'block-bidirectional' : 'block-ingress';
  for (const region of [plan.regions.primary, plan.regions.recovery])
    if (region && awsRegion(region)?.optIn)
      list.push({
        id: `region-${region}`,
        text: `${region} is enabled in every account used`,
        how: `aws account get-region-opt-status --region-name ${region}`,
      });
  for (const region of new Set(plan.stacks.map((stack) => stack.region)))
    list.push({
      id: `bootstrap-${region}`,
      text: `${region} is bootstrapped in every account used`,
      how: `npx cdk bootstrap aws://<account>/${region}`,
    });
  list.push(
    {
      id: 'autoscaling-role',
      text: 'the service-linked role of EC2 Auto Scaling exists: the volume key names it',
      how: 'aws iam create-service-linked-role --aws-service-name autoscaling.amazonaws.com',
    },
    {
      id: 'vpc-block-public-access',
      text: `VPC block public access is ${block} in each account`,
      // The declarative policy locks the setting; what a person or a stack sets beside it fails.
      how: plan.guardrails
        ? 'the guardrails set and lock it: aws ec2 describe-vpc-block-public-access-options says managed by declarative-policy'
        : `aws ec2 modify-vpc-block-public-access-options --internet-gateway-block-mode ${block}`,
    },
    {
      id: 'operator-path',
      text: 'operators and the deploying runner reach the private API from inside the country',
      how: 'a private circuit or VPN into the network of each cell, with a route and a rule that admits it: not part of these stacks',
    },
    {
      id: 'access-entries',
      text: 'each cluster has access entries for its operators: nobody is an administrator by default',
      how: 'aws eks create-access-entry',
    },
    {
      id: 'schedulers',
      text: 'the NVIDIA and EFA device plugins run in each cluster, or no pod sees a GPU; and something scales the pools, which begin at their least nodes',
      how: 'install them from the mirrored images; an autoscaler also needs an endpoint for autoscaling',
    },
    {
      id: 'archive-policy',
      text: "the archive's bucket policy stands as written after the first flow log: EC2 may add to or replace it where one account owns both",
      how: 'aws s3api get-bucket-policy on the archive, against the template; a logArchive account of its own rules it out',
    },
    {
      id: 'images',
      text: 'every image but the EKS add-ons is mirrored into a registry of the country',
      how: 'copy by digest before the first deployment: nothing is pulled from abroad',
    },
  );
  for (const cell of plan.cells) {
    if (!cell.system.verified)
      list.push({
        id: `system-${cell.name}`,
        text: `${cell.system.instances.join(', ')} is sold in every zone of ${cell.name}: the catalogue does not know`,
        how: `aws ec2 describe-instance-type-offerings --location-type availability-zone-id --filters Name=instance-type,Values=${cell.system.instances.join(',')}`,
      });
    for (const pool of cell.pools)
      if (pool.capacity.kind !== 'on-demand')
        list.push({
          id: `capacity-${cell.name}-${pool.name}`,
          text: `${pool.capacity.kind === 'block' ? 'Capacity Block' : 'capacity reservation'} ${pool.capacity.id} is active in ${pool.zone} for ${pool.instance}`,
          how: `aws ec2 describe-capacity-reservations --capacity-reservation-ids ${pool.capacity.id}`,
        });
    if (cell.transitGateway)
      list.push({
        id: `transit-gateway-${cell.name}`,
        text: `${cell.transitGateway} is shared with the account of ${cell.name}, and inspects what leaves`,
        how: `aws ec2 describe-transit-gateways --transit-gateway-ids ${cell.transitGateway}`,
      });
  }
  const asked = [
    ...(plan.archive.sources.includes(ASK) ? ['archive'] : []),
    ...(plan.data.readers.includes(ASK) ? ['data', ...(plan.recovery ? ['recovery'] : [])] : []),
  ].map((purpose) => stackOf(plan, purpose));
  if (asked.length > 0)
    list.push({
      id: 'cell-accounts',
      text: `the accounts of the cells are given to ${asked.join(', ')}: nobody named them`,
      how: `npx cdk deploy ${asked.map((stack) => `--parameters ${stack}:CellAccounts=<account>,<account>`).join(' ')}; or name account in each cell`,
    });
  if (intent.custody.level !== 'cmk') {
    const store =
      intent.custody.level === 'external'
        ? '--origin EXTERNAL_KEY_STORE --custom-key-store-id <store> --xks-key-id <key>'
        : '--origin AWS_CLOUDHSM --custom-key-store-id <store>';
    for (const { keys, stack, region } of keyOwners(plan))
      for (const key of keys)
        list.push({
          id: `key-${stack}-${key.purpose}`,
          text: `${key.alias} is made in the country's own ${intent.custody.level === 'external' ? 'external key store' : 'CloudHSM key store'} in ${region}, for ${key.reason}; its policy lets through: ${key.users}`,
          how: `aws kms create-key --region ${region} ${store} --policy file://<policy>; aws kms create-alias --region ${region} --alias-name ${key.alias} --target-key-id <id>; npx cdk deploy ${stack} --parameters ${stack}:${keyParameter(key.purpose)}=<arn>`,
        });
  }
  return list.map((entry) => ({ cloud: 'aws' as const, ...entry }));
}

const stackOf = (plan: Draft, purpose: string): string =>
  plan.stacks.find((stack) => stack.purpose === purpose)?.name ?? purpose;

/** Keys with the stack that takes their ARNs, and its region. */
function keyOwners(plan: Draft) {
  const owned = (stack: string, keys: readonly KeyPlan[]) => ({
    stack,
    keys,
    region: plan.stacks.find(({ name }) => name === stack)?.region ?? plan.regions.primary,
  });
  return [
    owned(stackOf(plan, 'archive'), plan.archive.keys),
    owned(stackOf(plan, 'data'), plan.data.keys),
    ...(plan.recovery ? [owned(stackOf(plan, 'recovery'), plan.recovery.keys)] : []),
    ...plan.cells.map((cell) => owned(cell.stack, cell.keys)),
  ];
}

function headlines(intent: Intent, plan: Draft): string[] {
  const zones = new Set(plan.cells.flatMap(({ subnets }) => subnets.map(({ zone }) => zone)));
  const damaged = aws.zoneHealth.filter((health) => health.zones.some((zone) => zones.has(zone)));
  return [
    ...damaged.map(
      ({ zones: hit, text, lastChecked }) => `zones ${hit.join(', ')}: ${text}; last checked ${lastChecked}`,
    ),
    ...(plan.regions.recovery
      ? []
      : [`no second AWS region used in ${intent.name}: copies stay in ${plan.regions.primary}`]),
  ];
}

function residualRisks(intent: Intent, target: AwsTarget, plan: Draft): string[] {
  const damaged = new Set(plan.cells.flatMap(({ subnets }) => subnets.map(({ zone }) => zone)).filter(awsZoneHealth));
  return [
    'AWS: IAM, STS, Route 53 and Organizations have control planes outside the country; no template moves them.',
    "AWS: the EKS control plane runs in the vendor's account in the region; its etcd holds secrets wrapped by the cluster key.",
    'AWS: each VPC keeps a default security group that no template can empty without a custom resource; nothing uses it.',
    'AWS: server access logs are written under the vendor-managed key of S3, which accepts no other for a log target, and are not locked.',
    plan.guardrails
      ? 'AWS: the account trail is not part of these stacks; the guardrails keep one running, they do not start it.'
      : 'AWS: organisation guardrails and the account trail are not part of these stacks; without them an administrator of the account can undo what they hold.',
    ...(target.regions.recovery
      ? []
      : [
          `AWS: ${awsRegion(plan.regions.primary)?.name ?? plan.regions.primary} is the only region used: backups and copies stay in one region.`,
        ]),
    ...[...damaged]
      .sort()
      .map(
        (zone) =>
          `AWS: the control plane reaches into ${zone}: ${awsZoneHealth(zone)?.text} (last checked ${awsZoneHealth(zone)?.lastChecked}).`,
      ),
    ...(awsRegion(plan.regions.primary)?.imageAccount
      ? []
      : [
          'AWS: the account that holds EKS images in this region is not known; the registry endpoint admits pulls from any account.',
        ]),
    ...(intent.custody.level === 'cmk'
      ? [
          "AWS: key material lives in the vendor's multi-tenant HSMs; a legal order to the vendor is not met by encryption.",
        ]
      : ["AWS: policies of keys made out of band are the operator's: no template shows who may use them."]),
    "AWS: names that pods look up reach the vendor's resolver even where no route leaves: DNS can carry data out, and no DNS firewall is part of these stacks.",
  ];
}

function facts(target: AwsTarget, plan: Draft): UsedFact[] {
  const table = (key: keyof typeof aws.sources, statement: string): UsedFact => {
    const { asOf, confidence, source } = aws.sources[key];
    return { statement, asOf, confidence, sources: [source] } satisfies UsedFact & Provenance;
  };
  const types = [...new Set(plan.cells.flatMap(({ pools }) => pools.map(({ instance }) => instance)))].sort();
  return [
    table('regions', `Regions: ${[plan.regions.primary, plan.regions.recovery].filter(Boolean).join(', ')}`),
    table(
      'zones',
      `Zones: ${[...new Set(plan.cells.flatMap(({ subnets }) => subnets.map(({ zone }) => zone)))].sort().join(', ')}`,
    ),
    ...offerFacts(
      target.cells.flatMap((cell) =>
        cell.pools.map((pool) => ({
          size: pool.instance,
          place: pool.zone ?? cell.zone,
          claim: pool.offering,
          offered: awsRegion(plan.regions.primary)?.offers[pool.instance]?.includes(pool.zone ?? cell.zone) === true,
        })),
      ),
      aws.sources.offers,
    ),
    table('efaCards', `Network cards: ${types.map((type) => `${type} ${awsInstance(type)?.networkCards}`).join(', ')}`),
    ...plan.cells
      .flatMap(({ subnets }) => subnets.map(({ zone }) => awsZoneHealth(zone)))
      .filter((health, at, all) => health && all.indexOf(health) === at)
      .map((health) => table('zoneHealth', `Zones ${health?.zones.join(', ')}: ${health?.text}`)),
  ];
}
