/** What an operator must see to, what stays a risk, quotas, and the facts the AWS plan rests on. */
import { aws, awsInstance, awsRegion, awsZoneHealth, type Provenance } from '../../catalogue';
import type { AwsTarget } from '../../profile';
import type { Intent, PlanNotes, Precondition, Quota, UsedFact } from '../intent';
import { guardrailNotes } from './guardrails/notes';
import type { AwsPlan } from './types';

type Draft = Omit<AwsPlan, 'addresses' | 'notes' | 'expectations'>;

export function notesOf(intent: Intent, target: AwsTarget, plan: Draft): PlanNotes {
  const guardrails = guardrailNotes(plan);
  return {
    quotas: quotas(plan),
    preconditions: [...preconditions(intent, plan), ...guardrails.preconditions],
    residualRisks: [...residualRisks(intent, target, plan), ...guardrails.residualRisks],
    headlines: [...headlines(intent, plan), ...guardrails.headlines],
    facts: [...facts(plan), ...guardrails.facts],
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
      how: 'a private circuit, VPN or Session Manager host in the cell network',
    },
    {
      id: 'access-entries',
      text: 'each cluster has access entries for its operators: nobody is an administrator by default',
      how: 'aws eks create-access-entry',
    },
    {
      id: 'images',
      text: 'every image but the EKS add-ons is mirrored into a registry of the country',
      how: 'copy by digest before the first deployment: nothing is pulled from abroad',
    },
  );
  for (const cell of plan.cells) {
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
  if (intent.custody.level !== 'cmk')
    for (const { keys, place } of keyOwners(plan))
      for (const key of keys)
        list.push({
          id: `key-${place}-${key.purpose}`,
          text: `${key.alias} (${place}) is made in the country's own ${intent.custody.level === 'external' ? 'external key store' : 'CloudHSM key store'}`,
          how: `aws kms create-key --custom-key-store-id <store>, then create the alias and pass the ARN as parameter KeyArn: ${key.reason}`,
        });
  return list.map((entry) => ({ cloud: 'aws' as const, ...entry }));
}

const keyOwners = (plan: Draft) => [
  { place: 'archive', keys: plan.archive.keys },
  { place: 'data', keys: plan.data.keys },
  ...(plan.recovery ? [{ place: 'recovery', keys: plan.recovery.keys }] : []),
  ...plan.cells.map((cell) => ({ place: cell.name, keys: cell.keys })),
];

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
    'AWS: server access logs are written under the vendor-managed key of S3: the service accepts no other for a log target.',
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
      : []),
  ];
}

function facts(plan: Draft): UsedFact[] {
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
    table('offers', `Offered: ${types.join(', ')}`),
    table('efaCards', `Network cards: ${types.map((type) => `${type} ${awsInstance(type)?.networkCards}`).join(', ')}`),
    ...plan.cells
      .flatMap(({ subnets }) => subnets.map(({ zone }) => awsZoneHealth(zone)))
      .filter((health, at, all) => health && all.indexOf(health) === at)
      .map((health) => table('zoneHealth', `Zones ${health?.zones.join(', ')}: ${health?.text}`)),
  ];
}
