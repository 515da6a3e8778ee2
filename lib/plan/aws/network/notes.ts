/** Networks of the cells: what the operator must see to, and what stays a risk. */
import { awsRegion } from '../../../catalogue';
import type { Intent, Precondition } from '../../intent';
import { type Capability, type Draft, precondition } from '../capability';
import { tableFact } from '../facts';
import type { AwsCellPlan } from '../types';
import { expectationsOf } from './expectations';

function preconditions(plan: Draft, { egress }: Intent): Precondition[] {
  const block = egress === 'isolated' ? 'block-bidirectional' : 'block-ingress';
  return [
    precondition(
      'vpc-block-public-access',
      `VPC block public access is ${block} in each account, set in one place`,
      // The declarative policy locks the setting; what a person or a stack sets beside it fails.
      plan.guardrails
        ? 'the guardrails set and lock it: aws ec2 describe-vpc-block-public-access-options says managed by declarative-policy'
        : 'the baseline of the account sets it: aws ec2 describe-vpc-block-public-access-options says managed by account',
    ),
    precondition(
      'name-firewall-closed',
      'the resolver answers nothing while the name firewall cannot judge: the default, which CloudFormation has no word for',
      'aws route53resolver get-firewall-config --resource-id <vpc of each cell>: FirewallFailOpen is DISABLED',
    ),
    ...plan.cells
      .filter(({ wayOut, names }) => wayOut && names.beyond.length === 0)
      .map(({ name }) =>
        precondition(
          `names-beyond-${name}`,
          `what ${name} reaches through the transit gateway of the operator, it reaches by address: the plan knows none of the names, and lets none resolve`,
          'give workloads the address of a proxy, or let the plan make the inspection network: it takes the names from firewall.allow',
        ),
      ),
    ...plan.cells.flatMap((cell) => [...encryption(cell), path(cell)]),
  ];
}

const encryption = ({ name, encryption: mode, wayOut }: AwsCellPlan): Precondition[] =>
  mode === 'monitor'
    ? [
        precondition(
          `encryption-in-transit-${name}`,
          `once the network of ${name} shows nothing that does not encrypt, the document says encryptionInTransit: enforce`,
          'aws ec2 get-vpc-resources-blocking-encryption-enforcement --vpc-id <vpc>',
        ),
      ]
    : mode === 'enforce' && wayOut
      ? [
          precondition(
            `encryption-in-transit-${name}`,
            `the transit gateway that ${name} leaves by supports encryption: its network enforces it`,
            'aws ec2 describe-transit-gateways: Options.EncryptionSupport is enabled',
          ),
        ]
      : [];

function path({ name, path: plan, cluster }: AwsCellPlan): Precondition {
  switch (plan?.kind) {
    case 'session':
      return precondition(
        `operator-path-${name}`,
        `operators of ${name} may start sessions with the document ${plan.document} on its host, and with no other`,
        `aws ssm start-session --target <instance named ${cluster.name}-session> --document-name ${plan.document}, then kubectl against https://localhost:8443 with tls-server-name`,
      );
    case 'vpn':
      return precondition(
        `operator-path-${name}`,
        `the operators' gateway ${plan.gateway} brings up both tunnels of ${name}: IKEv2, AES-256-GCM, groups 19 to 21, static routes to ${cluster.name}`,
        `aws ec2 get-vpn-connection-device-sample-configuration; the shared keys are in Secrets Manager; names of the API are resolved by the operators from describe-cluster`,
      );
    case 'circuit':
      return precondition(
        `operator-path-${name}`,
        `Direct Connect gateway ${plan.gateway} is in the account of ${name}, and its circuit ends in the country and is encrypted (MACsec)`,
        `aws directconnect describe-direct-connect-gateways --direct-connect-gateway-id ${plan.gateway}; aws directconnect describe-connections: macSecCapable, encryptionMode must_encrypt`,
      );
    default:
      return precondition(
        `operator-path-${name}`,
        `operators and the deploying runner reach the private API of ${name} from inside the country`,
        'name a path in the document: { kind: session }, vpn or circuit',
      );
  }
}

/** What operators bring in with them. */
const PATHS = {
  session:
    'AWS: sessions of operators pass through Session Manager in the region, whose public address answers whoever has their credentials: conditions of their role decide from where.',
  vpn: "AWS: the VPN ends at the operators' gateway on the internet; what stands behind it reaches port 443 of each API. Its shared keys are kept under a key of the vendor.",
  circuit:
    'AWS: what stands behind the circuit reaches port 443 of each API; the control plane of Direct Connect gateways is global.',
} as const;

export const network: Capability = {
  expectations: (plan) => plan.cells.flatMap(expectationsOf),
  notes: (plan, intent) => {
    const [kind] = plan.cells.map((cell) => cell.path?.kind);
    const shared = plan.cells.filter(({ pods }) => pods.blocks.length === 0);
    return {
      preconditions: preconditions(plan, intent),
      residualRisks: [
        `AWS: each VPC keeps a default security group that no template can empty without a custom resource; nothing uses it${plan.audits.some(({ recorder }) => recorder) ? ', and a rule of AWS Config tells where it lets anything through' : ''}.`,
        ...(awsRegion(plan.regions.primary)?.imageAccount
          ? []
          : [
              'AWS: the account that holds EKS images in this region is not known; the registry endpoint admits pulls from any account.',
            ]),
        "AWS: the vendor's resolver sees every name a cell looks up; only names of the plan resolve, and they are the vendor's or the firewall's own list.",
        ...(plan.cells.some(({ encryption: mode }) => mode === undefined)
          ? [
              `AWS: ${plan.regions.primary} has no control of encryption in transit: instances encrypt what passes between them where their types do, and nothing refuses those that do not.`,
            ]
          : []),
        ...shared.map(({ name, pods }) => `AWS: in ${name} ${pods.reason}; its pools have less room to grow.`),
        ...(kind ? [PATHS[kind]] : []),
      ],
      headlines: kind ? [`a path in for operators: ${kind}`] : [],
      facts: shared.length > 0 ? [tableFact('fullCards', 'Network cards without an interface for pods')] : [],
    };
  },
};
