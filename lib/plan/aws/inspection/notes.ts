/** Egress through a firewall: what the operator must see to, and what no template closes. */
import type { Address } from '../../address';
import type { Intent, PlanNotes, Precondition } from '../../intent';
import { OWN_ACCOUNT } from '../addresses';
import { type Capability, type Draft, deploy, precondition } from '../capability';
import { ASK } from '../storage/buckets';
import type { AwsCellPlan } from '../types';
import { expectations } from './expectations';
import type { InspectionPlan } from './types';

function addresses({ inspection, cells, regions }: Draft): Address[] {
  if (!inspection?.parameters) return [];
  const { transitGateway, out, back } = inspection.parameters;
  const named = cells.flatMap(({ wayOut, stack }) => (wayOut?.tables ? [stack] : []));
  return [
    ['id of the transit gateway', transitGateway],
    ['id of the route table that leads out', out],
    ['id of the route table that leads back', back],
  ].map(([what, name]) => ({
    what: what as string,
    owner: inspection.stack,
    address: `arn:\${AWS::Partition}:ssm:${regions.primary}:${inspection.account ?? OWN_ACCOUNT}:parameter${name}`,
    namedBy: named,
  }));
}

/** What the owner of the transit gateway does for a cell of another account, once its stack stands. */
function joins(
  { stack, name, network, cluster }: AwsCellPlan,
  { stack: owner, name: full }: InspectionPlan,
  country: string,
): Precondition[] {
  const table = (word: string): string =>
    `$(aws ec2 describe-transit-gateway-route-tables --filters Name=tag:Name,Values=${full}-${word} --query TransitGatewayRouteTables[].TransitGatewayRouteTableId --output text)`;
  return [
    precondition(
      `transit-gateway-${name}`,
      `${stack} is given the transit gateway of ${owner}, which stands first`,
      `in the network account: aws ec2 describe-transit-gateways --filters Name=tag:Name,Values=${full} --query TransitGateways[].TransitGatewayId; then ${deploy(country, [stack], 'TransitGateway=<tgw>')}`,
    ),
    precondition(
      `transit-join-${name}`,
      `after ${stack} has deployed, the network account joins it to the route tables; until then nothing of it leaves`,
      [
        `in the account of ${name}: aws ec2 describe-transit-gateway-vpc-attachments --filters Name=tag:Name,Values=${cluster.name}-firewall --query TransitGatewayVpcAttachments[].TransitGatewayAttachmentId`,
        `in the network account: aws ec2 associate-transit-gateway-route-table --transit-gateway-attachment-id <attachment> --transit-gateway-route-table-id ${table('out')}`,
        `aws ec2 create-transit-gateway-route --destination-cidr-block ${network} --transit-gateway-attachment-id <attachment> --transit-gateway-route-table-id ${table('back')}`,
      ].join('; '),
    ),
  ];
}

function preconditions({ inspection, cells }: Draft, country: string): Precondition[] {
  if (!inspection)
    return cells.flatMap(({ name, wayOut }) =>
      wayOut
        ? [
            precondition(
              `transit-gateway-${name}`,
              `${wayOut.transitGateway} is shared with the account of ${name}, and inspects what leaves`,
              `aws ec2 describe-transit-gateways --transit-gateway-ids ${wayOut.transitGateway}`,
            ),
          ]
        : [],
    );
  const foreign = cells.filter(({ wayOut }) => wayOut && !wayOut.tables);
  return [
    ...(inspection.shared.includes(ASK)
      ? [
          precondition(
            'inspection-cell-accounts',
            `the accounts of the cells are given to ${inspection.stack}: nobody named them`,
            `${deploy(country, [inspection.stack], 'CellAccounts=<account>,<account>')}; or name account in each cell`,
          ),
        ]
      : []),
    ...(foreign.length > 0
      ? [
          precondition(
            'ram-organisation',
            'sharing within the organisation is on, so that a share needs no invitation',
            'in the management account: aws ram enable-sharing-with-aws-organization',
          ),
        ]
      : []),
    ...foreign.flatMap((cell) => joins(cell, inspection, country)),
    precondition(
      'firewall-trial',
      'an address that is not listed is refused from a node of each cell, and one that is listed answers',
      `curl -sS https://<name>; some minutes later the refusal is in s3://${inspection.logs.bucketName}/${inspection.logs.prefix}/AWSLogs/<account>/network-firewall/alert/`,
    ),
    precondition(
      'firewall-addresses',
      'whoever must admit the region by address is told the addresses of its NAT gateways, one a zone',
      `aws ec2 describe-addresses --filters Name=tag:Name,Values='${inspection.name}-nat-*' --query 'Addresses[].PublicIp'`,
    ),
  ];
}

function notes(plan: Draft, { country }: Intent): Partial<PlanNotes> {
  const { inspection, regions } = plan;
  if (!inspection) return { preconditions: preconditions(plan, country) };
  const { zones, stack, allow } = inspection;
  const quota = (name: string, unit: string, reason: string) => ({
    cloud: 'aws' as const,
    region: regions.primary,
    name,
    amount: zones.length,
    unit,
    reason,
  });
  return {
    preconditions: preconditions(plan, country),
    quotas: [
      quota('EC2-VPC Elastic IPs', 'addresses', `one NAT gateway a zone in ${stack}`),
      quota('Network Firewall firewalls', 'firewalls', `one a zone in ${stack}`),
    ],
    residualRisks: [
      'AWS: the firewall believes the name a client asks for: one that lies about it (domain fronting, a forged server name) reaches whatever answers under a listed name or at its address; TLS is not opened, so what is sent is not seen.',
      'AWS: a client that encrypts the name it asks for (Encrypted Client Hello) is judged by the outer name alone; a listed name that serves as an outer name for others lets them through.',
      'AWS: a connection to port 443 is opened before its name can be read: its handshake, without data, reaches any address.',
      'AWS: whoever answers under a listed name can receive data: the list is as safe as its least careful name.',
      'AWS: CloudFormation can name no key for firewalls, policies and rules, which hold names and ranges: they are encrypted under a key of the vendor. Their logs are under the key of the archive.',
    ],
    headlines: [`names that cells may reach, through firewalls: ${allow.join(', ')}`],
    facts: [
      {
        statement:
          'Default action of firewalls: server-directed application drop, the default of new policies since 2026-06; waits for the name of a connection, also of a handshake in several packets',
        asOf: '2026-11-24',
        confidence: 'secondary',
        sources: [
          'AWS announcement of 2026-06-22, "AWS Network Firewall updates default drop action for improved connection reliability"',
        ],
      },
    ],
  };
}

export const inspection: Capability = { addresses, expectations, notes };
