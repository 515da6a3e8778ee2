import { readFileSync } from 'node:fs';
import { planText } from '../../../lib/evidence/plan-text';
import { closedRules } from '../../../lib/plan/aws';
import { contains, overlaps, parseCidr } from '../../../lib/profile/cidr';
import { awsOnly, planOf } from '../../support/plans';

const text = readFileSync('test/fixtures/firewalled/in.yaml', 'utf8');
const NETWORK = '  network: 10.64.0.0/12';
const plan = planOf(text, 'in.yaml');
const aws = plan.aws;
const inspection = aws?.inspection;
const change = (...changes: [string | RegExp, string][]) =>
  planOf(
    changes.reduce((changed, [from, to]) => changed.replace(from, to), text),
    'in.yaml',
  ).aws;
const apart = change(
  [NETWORK, `  accounts: { logArchive: "222222222222", network: "333333333333", data: "444444444444" }\n${NETWORK}`],
  ['- name: mumbai-a', '- name: mumbai-a\n      account: "555555555555"'],
  ['- name: mumbai-b', '- name: mumbai-b\n      account: "333333333333"'],
);

describe('the inspection network', () => {
  test('is there only where the plan makes it', () => {
    expect(planOf(awsOnly('in')).aws?.inspection).toBeUndefined();
    expect(planOf(awsOnly('in')).aws?.cells[0]?.wayOut).toBeUndefined();
    const operator = planOf(
      awsOnly(
        'in',
        ['egress: isolated ', 'egress: firewall '],
        [NETWORK, `  firewall: { transitGateway: tgw-0a1b2c3d }\n${NETWORK}`],
      ),
    ).aws;
    expect(operator?.inspection).toBeUndefined();
    expect(operator?.cells[0]?.wayOut).toEqual({ transitGateway: 'tgw-0a1b2c3d' });
    expect(operator?.notes.preconditions.map(({ id }) => id)).toContain('transit-gateway-mumbai-a');
  });

  test('has the zones that cells use, with blocks of its own that overlap nothing', () => {
    expect(inspection?.zones.map(({ zone }) => zone)).toEqual(['aps1-az1', 'aps1-az2', 'aps1-az3']);
    const blocks = inspection?.zones.flatMap(({ attachment, firewall, nat }) => [attachment, firewall, nat]) ?? [];
    const parsed = blocks.map((block) => parseCidr(block));
    expect(parsed).toHaveLength(9);
    parsed.forEach((block, index) => {
      if (!block) throw new Error(blocks[index]);
      expect(block.prefix).toBe(28);
      expect(contains(parseCidr('10.96.0.0/24') as never, block)).toBe(true);
      for (const other of parsed.slice(0, index)) expect(overlaps(block, other as never)).toBe(false);
    });
  });

  test('a cell that is added moves nothing', () => {
    const more = change([
      /$/,
      '    - name: mumbai-c\n      zone: aps1-az2\n      pools: [{ name: p, instance: p5.48xlarge, nodes: { min: 0, max: 2 } }]\n',
    ]);
    expect(more?.inspection?.zones).toEqual(inspection?.zones);
    expect(more?.inspection?.inside).toEqual(['10.64.0.0/16', '10.65.0.0/16', '10.66.0.0/16']);
  });

  test('names what may be reached, for whoever else must know it', () => {
    expect(inspection?.allow).toEqual(['repo.example.org', '.example.in']);
    expect(inspection?.inside).toEqual(aws?.cells.map(({ network }) => network));
  });

  test('no cell reaches a private range by it, its own network and other cells least', () => {
    for (const block of [...(inspection?.inside ?? []), inspection?.network as string])
      expect(inspection?.blocked.some((wide) => contains(parseCidr(wide) as never, parseCidr(block) as never))).toBe(
        true,
      );
  });

  test('stands before the cells, after the archive that takes its logs of traffic', () => {
    const stacks = aws?.stacks ?? [];
    const own = stacks.find(({ purpose }) => purpose === 'inspection');
    expect(own).toMatchObject({
      name: 'sovereign-in-inspection',
      region: 'ap-south-1',
      after: expect.arrayContaining(['sovereign-in-archive']),
    });
    for (const cell of stacks.filter(({ purpose }) => purpose === 'cell')) expect(cell.after).toContain(own?.name);
    expect(apart?.stacks.find(({ purpose }) => purpose === 'inspection')?.account).toBe('333333333333');
    expect(apart?.baselines.find(({ label }) => label === 'network')?.account).toBe('333333333333');
    expect(apart?.archive.networks).toEqual(['333333333333', '555555555555']);
    expect(apart?.archive.sources).toEqual(['222222222222', '333333333333', '444444444444', '555555555555']);
  });

  test('a network too small for its zones is refused', () => {
    expect(() => change(['10.96.0.0/24', '10.96.0.0/25'])).toThrow(/network too small/);
  });
});

describe('rules of the firewalls', () => {
  const rules = closedRules().map(({ rule }) => rule);

  test('only close: what passes is in the list', () => {
    for (const rule of rules)
      expect(rule).toMatch(/^drop (ip|tcp|udp) \S+ any -> \S+ \S+ \(msg:"[^";]+"; .*sid:\d+; rev:1;\)$/);
    expect(new Set(rules.map((rule) => /sid:(\d+)/.exec(rule)?.[1])).size).toBe(rules.length);
  });

  test.each([
    ['what neither comes from a cell nor goes to one', 'drop ip !$HOME_NET any -> !$HOME_NET any ('],
    ['connections from outside', 'drop tcp !$HOME_NET any -> $HOME_NET any ('],
    ['DNS to others than the resolver', 'drop udp any any -> any 53 ('],
    ['QUIC', 'drop udp any any -> any 443 ('],
    ['all UDP', 'drop udp any any -> any any ('],
    ['ICMP and every other protocol', 'drop ip $HOME_NET any -> any any ('],
    ['every port but that of HTTPS: SSH, plain HTTP', 'drop tcp $HOME_NET any -> any !443 ('],
  ])('drop %s', (_, begin) => {
    expect(rules.filter((rule) => rule.startsWith(begin))).toHaveLength(1);
  });

  test('connections from outside are told by who began them; other protocols by not being TCP', () => {
    expect(rules.find((rule) => rule.includes('-> $HOME_NET'))).toContain('flow:to_server; ');
    expect(rules.find((rule) => rule.startsWith('drop ip $HOME_NET'))).toContain('ip_proto:!TCP; ');
  });
});

describe('how cells learn of it', () => {
  test('in the same account, by parameters under names known beforehand', () => {
    expect(aws?.cells[0]?.wayOut).toEqual({
      transitGateway: '{{resolve:ssm:/sovereign/in/inspection/transit-gateway}}',
      tables: {
        out: '{{resolve:ssm:/sovereign/in/inspection/route-table-out}}',
        back: '{{resolve:ssm:/sovereign/in/inspection/route-table-back}}',
      },
    });
    expect(inspection?.shared).toEqual([]);
    expect(aws?.addresses.filter(({ owner }) => owner === 'sovereign-in-inspection')).toEqual(
      ['transit-gateway', 'route-table-out', 'route-table-back'].map((name) =>
        expect.objectContaining({
          address: `arn:\${AWS::Partition}:ssm:ap-south-1:\${AWS::AccountId}:parameter/sovereign/in/inspection/${name}`,
          namedBy: ['sovereign-in-cell-mumbai-a', 'sovereign-in-cell-mumbai-b'],
        }),
      ),
    );
  });

  test('in another account, by a parameter of the stack; the owner joins them', () => {
    const [foreign, local] = apart?.cells ?? [];
    expect(foreign?.wayOut).toEqual({ transitGateway: 'ask' });
    expect(local?.wayOut?.tables).toBeDefined();
    expect(apart?.inspection?.shared).toEqual(['555555555555']);
    expect(apart?.inspection?.parameters).toBeDefined();
    const how = Object.fromEntries(apart?.notes.preconditions.map((one) => [one.id, one.how]) ?? []);
    expect(how['transit-gateway-mumbai-a']).toContain('--parameters sovereign-in-cell-mumbai-a:TransitGateway=<tgw>');
    expect(how['transit-join-mumbai-a']).toMatch(
      /associate-transit-gateway-route-table .*inspection-out.*create-transit-gateway-route --destination-cidr-block 10\.64\.0\.0\/16 .*inspection-back/,
    );
    expect(how['ram-organisation']).toContain('enable-sharing-with-aws-organization');
    expect(how['transit-join-mumbai-b']).toBeUndefined();
  });

  test('where nobody named the accounts, they are asked for', () => {
    const asked = change([NETWORK, `  accounts: { network: "333333333333" }\n${NETWORK}`]);
    expect(asked?.inspection?.shared).toEqual(['ask']);
    expect(asked?.inspection?.parameters).toBeUndefined();
    expect(asked?.notes.preconditions.map(({ id }) => id)).toContain('inspection-cell-accounts');
  });
});

describe('what a person reads', () => {
  const page = planText(plan);

  test('the names, and the way drawn hop by hop, out and back', () => {
    expect(page).toContain('### What may leave, through sovereign-in-inspection (10.96.0.0/24)');
    expect(page).toContain('- repo.example.org\n- example.in and every name below it');
    expect(page).toMatch(/\| 3 \| attachment subnet \| firewall of the same zone \|/);
    expect(page).toMatch(
      /\| 6 \| NAT gateway \| firewall of the same zone \| 10\.64\.0\.0\/16, 10\.65\.0\.0\/16 to its endpoint \|/,
    );
    for (const { reason } of inspection?.rules ?? []) expect(page).toContain(reason);
  });

  test('what stays a risk: the name is what the client says, and what is sent is not seen', () => {
    const risks = plan.residualRisks.map((risk) => risk.text).join('\n');
    for (const word of ['domain fronting', 'Encrypted Client Hello', 'TLS is not opened', 'handshake'])
      expect(risks).toContain(word);
  });

  test('addresses and firewalls that must be to be had', () => {
    expect(
      aws?.notes.quotas.filter(({ reason }) => reason.includes('inspection')).map(({ name, amount }) => [name, amount]),
    ).toEqual([
      ['EC2-VPC Elastic IPs', 3],
      ['Network Firewall firewalls', 3],
    ]);
  });
});

test('guardrails let gateways stand in the network account only, made by CloudFormation', () => {
  const guarded = change([
    NETWORK,
    `  accounts: { network: "333333333333" }\n  organization: { id: o-a1b2c3d4e5, targets: [ou-ab12-cd34ef56] }\n${NETWORK}`,
  ]);
  const statements = guarded?.guardrails?.policies.find(({ purpose }) => purpose === 'exposure')?.content['Statement'];
  expect(statements).toContainEqual(
    expect.objectContaining({
      Sid: 'NoGatewayToTheInternet',
      Effect: 'Deny',
      Condition: { ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::333333333333:role/cdk-*-cfn-exec-role-*'] } },
    }),
  );
  const slots = (of: typeof guarded) => of?.notes.preconditions.find(({ id }) => id === 'guardrails-slots')?.text;
  expect(slots(guarded)).toMatch(/the management account stands outside$/);
});
