import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse as load } from 'yaml';
import { aws as catalogue } from '../../../lib/catalogue';
import { PlanRefusal } from '../../../lib/plan';
import {
  ADDONS,
  type AwsCellPlan,
  type CellFeatures,
  endpointName,
  endpointsFor,
  FEATURES,
  planAcls,
  planNames,
  podBlock,
  poolAddresses,
  USUAL,
} from '../../../lib/plan/aws';
import { type Cidr, contains, overlaps, parseCidr, sizeOf } from '../../../lib/profile/cidr';
import { awsOnly, organization, planOf } from '../../support/plans';
import { SEED } from '../../support/seed';

const BARE: CellFeatures = { addons: [], buckets: false };
const services = (cell: Partial<CellFeatures> = {}): string[] =>
  endpointsFor({ ...BARE, ...cell }).map(({ service }) => service);
const india = planOf(awsOnly('in')).aws;
const cellOf = (text: string): AwsCellPlan => planOf(text).aws?.cells[0] as AwsCellPlan;
const refusalOf = (text: string): PlanRefusal => {
  try {
    planOf(text);
  } catch (error) {
    if (error instanceof PlanRefusal) return error;
  }
  throw new Error('the plan was made');
};

describe('endpoints', () => {
  test('a cell without features has what its nodes boot by, and no more', () => {
    expect(services()).toEqual(['ec2', 'ecr.api', 'ecr.dkr', 'eks', 's3']);
  });

  // Each row is read both ways: the feature brings its services, and takes them with it.
  test.each<[string, Partial<CellFeatures>, string[]]>([
    ['pod identity', { addons: ['eks-pod-identity-agent'] }, ['eks-auth', 'sts']],
    ['FSx file systems', { addons: ['aws-fsx-csi-driver'] }, ['fsx']],
    ['EFS file systems', { addons: ['aws-efs-csi-driver'] }, ['elasticfilesystem']],
    ['secrets', { addons: ['aws-secrets-store-csi-driver-provider'] }, ['secretsmanager', 'ssm']],
    ['logging', { addons: ['amazon-cloudwatch-observability'] }, ['logs', 'monitoring']],
    ['autoscaling', { addons: ['cluster-autoscaler'] }, ['autoscaling']],
    ['load balancing', { addons: ['aws-load-balancer-controller'] }, ['elasticloadbalancing']],
    ['sessions of operators', { path: 'session' }, ['ssm', 'ssmmessages']],
    ['a VPN', { path: 'vpn' }, []],
    ['a circuit', { path: 'circuit' }, []],
  ])('%s', (_, feature, brought) => {
    expect(services(feature).filter((service) => !services().includes(service))).toEqual(brought);
    const everything = FEATURES.flatMap(({ when }) =>
      ALL_ADDONS.filter((addon) => when({ ...BARE, addons: [addon] }) && !when(BARE)),
    );
    const withIt: CellFeatures = { buckets: true, addons: everything, path: 'session', ...feature };
    const without: CellFeatures = {
      buckets: true,
      addons: everything.filter((addon) => !feature.addons?.includes(addon)),
    };
    const shared = (service: string): boolean => service === 'ssm' && feature.path !== undefined;
    for (const service of brought) {
      expect(endpointsFor({ ...withIt, addons: everything }).map((endpoint) => endpoint.service)).toContain(service);
      expect(endpointsFor(without).map((endpoint) => endpoint.service)).toEqual(
        shared(service) ? expect.arrayContaining([service]) : expect.not.arrayContaining([service]),
      );
    }
  });

  test.each<[string, Partial<CellFeatures>, string, string]>([
    ['the VPC CNI', { addons: ['vpc-cni'] }, 'ec2', 'ec2:AttachNetworkInterface'],
    ['the EBS driver', { addons: ['aws-ebs-csi-driver'] }, 'ec2', 'ec2:AttachVolume'],
    ['the autoscaler', { addons: ['cluster-autoscaler'] }, 'eks', 'eks:DescribeNodegroup'],
    ['the load balancer controller', { addons: ['aws-load-balancer-controller'] }, 'ec2', 'ec2:CreateSecurityGroup'],
    ['buckets', { buckets: true }, 's3', 's3:PutObject'],
    ['the S3 driver', { addons: ['aws-mountpoint-s3-csi-driver'] }, 's3', 's3:PutObject'],
  ])('%s adds its reason, and what it asks, to an endpoint that is there already', (_, feature, service, action) => {
    const of = (cell: CellFeatures) => endpointsFor(cell).find((endpoint) => endpoint.service === service);
    expect(of({ ...BARE, ...feature })?.reasons).toHaveLength((of(BARE)?.reasons.length ?? 0) + 1);
    expect(of(BARE)?.actions).not.toContain(action);
    expect(of({ ...BARE, ...feature })?.actions).toContain(action);
  });

  test('each has a reason and its actions, and none is there without', () => {
    for (const { service, reasons, actions } of endpointsFor({ ...USUAL, path: 'session' })) {
      expect(reasons.length).toBeGreaterThan(0);
      expect({ service, actions: actions.length > 0 }).toEqual({ service, actions: true });
    }
    expect(endpointsFor(BARE, [])).toEqual([]);
  });

  test('nothing may be shared, resold or replicated through an endpoint, and no role of others is taken', () => {
    const all = FEATURES.flatMap((feature) => Object.values(feature.services).flat());
    expect(
      all.filter((action) =>
        /(Resource|Repository|Bucket|Key)Policy|Permission|Attribute$|Replicat|Grant|Share|AssumeRole$|Acl/.test(
          action,
        ),
      ),
    ).toEqual(['ec2:ModifyNetworkInterfaceAttribute']);
    expect(all.filter((action) => action.includes('*'))).toEqual(['elasticloadbalancing:*']);
  });

  test('a cell of a document has those of its add-ons, its autoscaler and its buckets', () => {
    const cell = (text: string) => planOf(text).aws?.cells[0]?.endpoints;
    const own = [...ADDONS, 'cluster-autoscaler'];
    const without = awsOnly('in', ['zone: aps1-az1', 'zone: aps1-az1\n      lustre: none']);
    expect(cell(without)).toEqual(endpointsFor({ addons: own, buckets: true }));
    expect(cell(awsOnly('in'))).toEqual(endpointsFor({ addons: [...own, 'aws-fsx-csi-driver'], buckets: true }));
  });

  test('S3 comes by gateway, the rest by interface', () => {
    for (const { service, type } of endpointsFor()) expect(type).toBe(service === 's3' ? 'Gateway' : 'Interface');
  });

  test.each([
    ['ap-south-1', 'ecr.api', 'com.amazonaws.ap-south-1.ecr.api'],
    ['cn-north-1', 'ec2', 'cn.com.amazonaws.cn-north-1.ec2'],
    ['cn-north-1', 's3', 'com.amazonaws.cn-north-1.s3'],
    ['cn-north-1', 'eks-auth', 'com.amazonaws.cn-north-1.eks-auth'],
    ['eusc-de-east-1', 'ecr.dkr', 'eu.amazonaws.eusc-de-east-1.ecr.dkr'],
    ['eusc-de-east-1', 'ec2', 'com.amazonaws.eusc-de-east-1.ec2'],
  ])('%s: the service of %s is %s', (region, service, name) => {
    expect(endpointName(region, service)).toBe(name);
  });
});

const ALL_ADDONS = [
  'vpc-cni',
  'eks-pod-identity-agent',
  'aws-ebs-csi-driver',
  'aws-fsx-csi-driver',
  'aws-efs-csi-driver',
  'aws-mountpoint-s3-csi-driver',
  'aws-secrets-store-csi-driver-provider',
  'amazon-cloudwatch-observability',
  'cluster-autoscaler',
  'aws-load-balancer-controller',
];

describe('names', () => {
  test('those of the endpoints, of the cluster and of instances resolve', () => {
    expect(planNames('ap-south-1', endpointsFor()).own).toEqual([
      '*.ap-south-1.compute.internal',
      '*.ap-south-1.eks.amazonaws.com',
      '*.dkr.ecr.ap-south-1.amazonaws.com',
      '*.s3.ap-south-1.amazonaws.com',
      '*.s3.dualstack.ap-south-1.amazonaws.com',
      'api.ecr.ap-south-1.amazonaws.com',
      'ec2.ap-south-1.amazonaws.com',
      'eks-auth.ap-south-1.api.aws',
      'eks.ap-south-1.amazonaws.com',
      's3.ap-south-1.amazonaws.com',
      's3.dualstack.ap-south-1.amazonaws.com',
      'sts.ap-south-1.amazonaws.com',
    ]);
  });

  test('they go with their endpoints', () => {
    const names = planNames('ap-south-1', endpointsFor(BARE)).own;
    expect(names.some((name) => name.startsWith('sts.'))).toBe(false);
    expect(planNames('ap-south-1', [{ service: 'fsx' }]).own).toContain('*.fsx.ap-south-1.amazonaws.com');
  });

  test('no name is wide enough for somebody else to stand below it', () => {
    for (const name of planNames('ap-south-1', endpointsFor({ ...USUAL, addons: ALL_ADDONS, path: 'session' })).own)
      expect(name).toMatch(/\bap-south-1\./);
  });

  test('each partition has its own endings, and the oldest region its own instances', () => {
    const of = (region: string) => planNames(region, [{ service: 'ec2' }, { service: 'eks-auth' }]).own;
    expect(of('cn-north-1')).toContain('ec2.cn-north-1.amazonaws.com.cn');
    expect(of('cn-north-1')).toContain('eks-auth.cn-north-1.api.amazonwebservices.com.cn');
    expect(of('eusc-de-east-1')).toContain('ec2.eusc-de-east-1.amazonaws.eu');
    expect(of('us-gov-west-1')).toContain('ec2.us-gov-west-1.amazonaws.com');
    expect(of('us-east-1')).toContain('*.ec2.internal');
  });

  test('a name that the firewall lets through resolves; one with a dot before it, with all below', () => {
    expect(planNames('ap-south-1', [], ['repo.example.org', '.example.net']).beyond).toEqual([
      'repo.example.org',
      'example.net',
      '*.example.net',
    ]);
    expect(planNames('ap-south-1', []).beyond).toEqual([]);
  });
});

describe('addresses', () => {
  test.each(['in', 'ae'] as const)('%s: cells and subnets share no address and lie in their blocks', (code) => {
    const plan = planOf(awsOnly(code)).aws;
    const network = parseCidr(plan?.network ?? '') as Cidr;
    const seen: Cidr[] = [];
    for (const cell of plan?.cells ?? []) {
      const block = parseCidr(cell.network) as Cidr;
      expect(contains(network, block)).toBe(true);
      expect(seen.some((other) => overlaps(other, block))).toBe(false);
      seen.push(block);
      const subnets = cell.subnets.map(({ tier, cidr }) => ({ tier, cidr: parseCidr(cidr) as Cidr }));
      for (const [at, { tier, cidr }] of subnets.entries()) {
        const own = tier === 'pods' ? cell.pods.blocks.map((text) => parseCidr(text) as Cidr) : [block];
        expect(own.some((whole) => contains(whole, cidr))).toBe(true);
        for (const other of subnets.slice(0, at)) expect(overlaps(cidr, other.cidr)).toBe(false);
      }
    }
  });

  test('pods have a block in each zone where nodes stand: shared space, the same in every cell', () => {
    for (const cell of planOf(awsOnly('ae')).aws?.cells ?? []) {
      const zones = new Set(cell.subnets.filter(({ tier }) => tier !== 'pods').map(({ zone }) => zone));
      const pods = cell.subnets.filter(({ tier }) => tier === 'pods');
      expect(new Set(pods.map(({ zone }) => zone))).toEqual(zones);
      expect(pods.map(({ cidr }) => cidr)).toEqual(cell.pods.blocks);
      for (const { zone, cidr } of pods) expect(cidr).toBe(podBlock(zone));
    }
    expect([podBlock('aps1-az1'), podBlock('use1-az6')]).toEqual(['100.65.0.0/16', '100.70.0.0/16']);
  });

  test('the pods of every zone of the catalogue have blocks of their own in their region', () => {
    for (const { zones } of Object.values(catalogue.regions)) {
      expect(new Set(zones.map(podBlock)).size).toBe(zones.length);
      for (const zone of zones)
        expect(contains(parseCidr('100.64.0.0/10') as Cidr, parseCidr(podBlock(zone)) as Cidr)).toBe(true);
    }
  });

  test('where a card has no interface for pods, they share the subnets of their nodes', () => {
    const cell = cellOf(awsOnly('in', ['p5en.48xlarge', 'p5.48xlarge']));
    expect(cell.pods).toEqual({ blocks: [], reason: expect.stringContaining('network card 0 of p5.48xlarge') });
    expect(cell.subnets.some(({ tier }) => tier === 'pods')).toBe(false);
    expect(cell.acls.map(({ tier }) => tier)).toEqual(['control', 'endpoints', 'lustre']);
    expect(cell.pools[0]?.room).toBe(63);
    expect(planOf(awsOnly('in', ['p5en.48xlarge', 'p5.48xlarge'])).aws?.notes.residualRisks).toContainEqual(
      expect.stringContaining('no other; its pools have less room'),
    );
  });

  test('a pool has room for as many nodes as its zone has addresses for their pods, less those of its neighbours', () => {
    expect(india?.cells[0]?.pools.map(({ room }) => room)).toEqual([1017 - 24, 1017 - 16]);
    const apart = cellOf(
      awsOnly('in', ['max: 24 } }', 'max: 24 }, zone: aps1-az3 }'], ['10.64.0.0/12', '10.64.0.0/18']),
    );
    // In a cell of a /21 the subnet of a pool, a /25, is what ends first.
    expect(apart.pools.map(({ room }) => room)).toEqual([123, 123]);
  });

  test('a subnet grows in steps of four: within a step it stays', () => {
    expect([1, 4091, 4092, 16379, 16380].map((nodes) => poolAddresses(nodes, 4096))).toEqual([
      4096, 4096, 16384, 16384, 65536,
    ]);
  });

  test('growth in place and appended pools and cells move nothing', () => {
    const nodes = fc.record({ zone: fc.constantFrom('aps1-az1', 'aps1-az3'), max: fc.integer({ min: 1, max: 200 }) });
    const shape = fc.record({
      pools: fc.array(nodes, { minLength: 1, maxLength: 5 }),
      more: fc.array(nodes, { maxLength: 3 }),
      grow: fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 5, maxLength: 5 }),
      instance: fc.constantFrom('p5en.48xlarge', 'p5.48xlarge'),
    });
    fc.assert(
      fc.property(shape, ({ pools, more, grow, instance }) => {
        const document = (all: readonly { zone: string; max: number }[], cells = 1): string =>
          awsOnly('in', [
            /\n {2}cells:[\s\S]*/,
            `\n  cells:${Array.from(
              { length: cells },
              (_, cell) =>
                `\n    - name: cell-${cell}\n      zone: aps1-az1\n      pools:${all
                  .map(
                    ({ zone, max }, index) =>
                      `\n        - { name: p${index}, instance: ${instance}, zone: ${zone}, nodes: { min: 0, max: ${max} }, offering: "a test says so" }`,
                  )
                  .join('')}`,
            ).join('')}\n`,
          ]);
        const before = attempt(() => cellOf(document(pools)));
        if (!before) return;
        // As far as the plan says there is room, and no farther than the document lets a pool grow.
        const grown = pools.map(({ zone, max }, index) => ({
          zone,
          max: Math.max(max, Math.min(5000, before.pools[index]?.room ?? 0, grow[index] ?? 0)),
        }));
        const after = attempt(() => cellOf(document([...grown, ...more], 2)));
        if (!after) return;
        const kept = after.subnets.filter(({ name }) => before.subnets.some((subnet) => subnet.name === name));
        expect(kept).toEqual(before.subnets);
        expect(after.network).toBe(before.network);
      }),
      { numRuns: 60, seed: SEED },
    );
  });

  test('a network too small for its pools is refused at the cell, with the size that would do', () => {
    expect(refusalOf(awsOnly('in', ['10.64.0.0/12', '10.64.0.0/19'])).issues).toEqual([
      expect.objectContaining({
        path: ['aws', 'cells', 0, 'name'],
        title: 'network too small for its pools',
        allowed: expect.stringMatching(/\/20 or larger/),
      }),
    ]);
  });

  test('more nodes in a zone than its block has addresses for pods are refused', () => {
    expect(refusalOf(awsOnly('in', ['max: 16', 'max: 1100'])).issues).toEqual([
      expect.objectContaining({ title: 'too many nodes in a zone', allowed: expect.stringMatching(/^1017:/) }),
    ]);
    expect(sizeOf(16) - 5).toBeGreaterThanOrEqual((1017 + 6) * 64);
  });

  test('zones of the control plane do not depend on the pools', () => {
    const zones = (text: string) =>
      cellOf(text)
        .subnets.filter(({ tier }) => tier === 'control')
        .map(({ zone }) => zone);
    const other = awsOnly(
      'in',
      ['country: IN', 'country: JP'],
      ['ap-south-1, recovery: ap-south-2', 'ap-northeast-1'],
      [/zone: aps1-az1/, 'zone: apne1-az1'],
      ['{ block: cr-0a1b2c3d4e5f67890 } }', 'on-demand, zone: apne1-az4, offering: "a test says so" }'],
      ['max: 24 } }', 'max: 24 }, offering: "a test says so" }'],
    );
    const without = other.replace(', zone: apne1-az4', '');
    expect(zones(other)).toEqual(zones(without));
    expect(
      cellOf(other)
        .subnets.filter(({ tier }) => tier === 'pods')
        .map(({ zone }) => zone),
    ).toContain('apne1-az4');
  });
});

const attempt = <T>(make: () => T): T | undefined => {
  try {
    return make();
  } catch (error) {
    if (error instanceof PlanRefusal) return undefined;
    throw error;
  }
};

describe('borders', () => {
  const inside = ['10.0.0.0/16', '100.65.0.0/16'];
  const of = (tier: string, borders: Partial<Parameters<typeof planAcls>[0]> = {}) =>
    planAcls({ inside, leaves: false, ...borders }).find((acl) => acl.tier === tier);

  test('pods and the control plane speak inside only', () => {
    for (const tier of ['pods', 'control'])
      expect(of(tier)).toEqual({
        tier,
        inbound: inside.map((cidr) => ({ cidr })),
        outbound: inside.map((cidr) => ({ cidr })),
      });
  });

  test('endpoints are asked over HTTPS from inside, and answer', () => {
    expect(of('endpoints')).toEqual({
      tier: 'endpoints',
      inbound: inside.map((cidr) => ({ cidr, ports: [443, 443] })),
      outbound: inside.map((cidr) => ({ cidr, ports: [1024, 65535] })),
    });
  });

  test('operators reach HTTPS of the control plane, and no other tier', () => {
    const path = { kind: 'circuit', operators: ['10.200.0.0/24'], gateway: 'x', announced: [] } as const;
    expect(of('control', { path })?.inbound).toContainEqual({ cidr: '10.200.0.0/24', ports: [443, 443] });
    expect(of('control', { path })?.outbound).toContainEqual({ cidr: '10.200.0.0/24', ports: [1024, 65535] });
    for (const tier of ['pods', 'endpoints']) expect(of(tier, { path })).toEqual(of(tier));
  });

  test('where a route leads to what inspects, the control plane asks over HTTPS and hears answers', () => {
    expect(of('control', { leaves: true })?.outbound).toContainEqual({ cidr: '0.0.0.0/0', ports: [443, 443] });
    expect(of('control', { leaves: true })?.inbound).toContainEqual({ cidr: '0.0.0.0/0', ports: [1024, 65535] });
    for (const tier of ['pods', 'endpoints']) expect(of(tier, { leaves: true })).toEqual(of(tier));
  });

  test('file servers speak inside only, where there are any', () => {
    const all = inside.map((cidr) => ({ cidr }));
    expect(of('lustre')).toBeUndefined();
    expect(of('lustre', { lustre: true, leaves: true })).toEqual({ tier: 'lustre', inbound: all, outbound: all });
  });

  test('nodes keep the default one', () => {
    for (const tier of ['system', 'pool']) expect(of(tier)).toBeUndefined();
  });
});

describe('notes', () => {
  const notes = (text: string) => planOf(text).aws?.notes;
  const how = (text: string, id: string) => notes(text)?.preconditions.find((item) => item.id === id)?.how;
  const withPath = (path: string) =>
    awsOnly('in', ['  network: 10.64.0.0/12', `  path: ${path}\n  network: 10.64.0.0/12`]);

  test('public access is blocked in one place, which the plan names', () => {
    expect(how(awsOnly('in'), 'vpc-block-public-access')).toContain('the baseline of the account sets it');
    expect(how(organization(), 'vpc-block-public-access')).toContain('the guardrails set and lock it');
  });

  test.each([
    ['session', '{ kind: session }', 'sovereign-in-mumbai-a-api'],
    ['vpn', '{ kind: vpn, gateway: 198.51.100.7, operators: [10.200.0.0/24] }', 'Secrets Manager'],
    [
      'circuit',
      '{ kind: circuit, gateway: 01234567-89ab-cdef-0123-456789abcdef, operators: [10.200.0.0/24] }',
      '01234567-89ab-cdef-0123-456789abcdef',
    ],
  ])('a path by %s is shown as one: on the first screen, as a precondition and as a risk', (kind, path, told) => {
    const text = withPath(path);
    expect(notes(text)?.headlines).toContain(`a path in for operators: ${kind}`);
    expect(how(text, 'operator-path-mumbai-a')).toContain(told);
    expect(notes(text)?.residualRisks.length).toBe((notes(awsOnly('in'))?.residualRisks.length ?? 0) + 1);
  });

  test('without a path the plan asks for one', () => {
    expect(how(awsOnly('in'), 'operator-path-mumbai-a')).toContain('name a path in the document');
    expect(notes(awsOnly('in'))?.headlines?.some((line) => line.includes('path in'))).toBe(false);
  });

  test('a region without control of encryption says what it does instead; the others begin by watching', () => {
    const israel = awsOnly(
      'in',
      ['country: IN', 'country: IL'],
      ['ap-south-1, recovery: ap-south-2', 'il-central-1'],
      [/zone: aps1-az1/, 'zone: ilc1-az1'],
      ['{ block: cr-0a1b2c3d4e5f67890 } }', 'on-demand, offering: "a test says so" }'],
      ['max: 24 } }', 'max: 24 }, offering: "a test says so" }'],
    );
    expect(cellOf(israel).encryption).toBeUndefined();
    expect(notes(israel)?.residualRisks).toContainEqual(
      expect.stringContaining('il-central-1 has no control of encryption in transit'),
    );
    expect(cellOf(awsOnly('in')).encryption).toBe('monitor');
    expect(how(awsOnly('in'), 'encryption-in-transit-mumbai-a')).toContain('encryption-enforcement');
    const enforced = awsOnly('in', ['  network: 10.64', '  encryptionInTransit: enforce\n  network: 10.64']);
    expect(cellOf(enforced).encryption).toBe('enforce');
    expect(how(enforced, 'encryption-in-transit-mumbai-a')).toBeUndefined();
  });

  test('a transit gateway must encrypt before the network enforces it', () => {
    const text = awsOnly(
      'in',
      ['egress: isolated ', 'egress: firewall '],
      [
        '  network: 10.64',
        '  encryptionInTransit: enforce\n  firewall: { transitGateway: tgw-0a1b2c3d4e5f67890 }\n  network: 10.64',
      ],
    );
    expect(how(text, 'encryption-in-transit-mumbai-a')).toContain('EncryptionSupport is enabled');
    expect(cellOf(text).acls[0]?.outbound).toContainEqual({ cidr: '0.0.0.0/0', ports: [443, 443] });
    expect(cellOf(text).names.beyond).toEqual([]);
    expect(how(text, 'names-beyond-mumbai-a')).toContain('address of a proxy');
    expect(how(awsOnly('in'), 'names-beyond-mumbai-a')).toBeUndefined();
  });

  test('names of the firewall’s list resolve in the cells, and no address is needed for them', () => {
    const text = readFileSync('test/fixtures/firewalled/in.yaml', 'utf8');
    const { firewall } = load(text).aws;
    for (const cell of planOf(text).aws?.cells ?? []) {
      expect(firewall.allow.length).toBeGreaterThan(0);
      for (const name of firewall.allow) expect(cell.names.beyond).toContain(name.replace(/^\./, '*.'));
      expect(how(text, `names-beyond-${cell.name}`)).toBeUndefined();
    }
  });
});
