/** The proof of a way out through firewalls breaks wherever the way does. */
import { readFileSync } from 'node:fs';
import type { Template } from 'aws-cdk-lib/assertions';
import { runChecks } from '../../lib/checks';
import { internetPath } from '../../lib/checks/egress/internet-path';
import { buildGraph } from '../../lib/graph';
import { awsTemplates, planOf } from '../support/plans';
import { contextOf } from './support';

type Resources = ReturnType<Template['findResources']>;
type Made = Resources[string];

const templates = awsTemplates(planOf(readFileSync('test/fixtures/firewalled/in.yaml', 'utf8'), 'in.yaml'));
const sound: Record<'cell' | 'inspection', Resources> = {
  cell: templates['mumbai-a']?.toJSON().Resources,
  inspection: templates['inspection']?.toJSON().Resources,
};

/** What the check says of a resource after a change: the result, and in what words. */
function judged(change: (made: typeof sound) => void, type: string, file = 'cell'): [string, string] {
  const made = structuredClone(sound);
  change(made);
  const graph = buildGraph(
    Object.entries(made).map(([name, resources]) => ({
      name: `${name}.json`,
      text: JSON.stringify({ Resources: resources }),
      region: 'ap-south-1',
    })),
  );
  const findings = runChecks(contextOf(graph), [internetPath]).filter(
    ({ resource }) => resource.type === `AWS::EC2::${type}` && resource.file === `${file}.json`,
  );
  const [worst] = findings.sort((a, b) => RANK.indexOf(a.result) - RANK.indexOf(b.result));
  return [worst?.result ?? 'silent', worst?.message ?? ''];
}
const RANK = ['fail', 'not-checked', 'pass', 'not-applicable'];

const one = (resources: Resources, type: string, name = ''): [string, Made] => {
  const found = Object.entries(resources).find(([id, made]) => made['Type'] === `AWS::${type}` && id.includes(name));
  if (!found) throw new Error(`no ${type} ${name}`);
  return found;
};
const of = (resources: Resources, type: string, name = '') => one(resources, type, name)[1]['Properties'];
const remove = (resources: Resources, type: string, name = ''): void => {
  delete resources[one(resources, type, name)[0]];
};
const policy = ({ inspection }: typeof sound) => of(inspection, 'NetworkFirewall::FirewallPolicy').FirewallPolicy;
const source = ({ inspection }: typeof sound, name: string) =>
  of(inspection, 'NetworkFirewall::RuleGroup', name).RuleGroup.RulesSource;

test.each([
  ['Route', 'cell'],
  ['VPC', 'cell'],
  ['InternetGateway', 'inspection'],
  ['NatGateway', 'inspection'],
  ['EIP', 'inspection'],
  ['Route', 'inspection'],
  ['VPC', 'inspection'],
])('a %s of the %s is proved', (type, file) => {
  expect(judged(() => undefined, type, file)[0]).toBe('pass');
});

test('the proof counts the names', () => {
  expect(judged(() => undefined, 'Route')[1]).toContain('firewalls that let 2 listed names through and drop the rest');
});

const broken: Record<string, [(made: typeof sound) => void, RegExp]> = {
  'the parameter is not made': [
    ({ inspection }) => remove(inspection, 'SSM::Parameter', 'TransitGateway'),
    /outside this template/,
  ],
  'the cell joins no table': [
    ({ cell }) => remove(cell, 'EC2::TransitGatewayRouteTableAssociation'),
    /is not settled here/,
  ],
  'the cell is not attached': [({ cell }) => remove(cell, 'EC2::TransitGatewayAttachment'), /no attachment joins/],
  'the table leads to an attachment not here': [
    ({ inspection }) => {
      of(inspection, 'EC2::TransitGatewayRoute', 'Out').TransitGatewayAttachmentId = 'tgw-attach-0a1b2c3d';
    },
    /leads to no inspection network/,
  ],
  'the table leads to another network': [
    ({ inspection, cell }) => {
      inspection['Other'] = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.9.0.0/16' } };
      inspection['Joined'] = {
        Type: 'AWS::EC2::TransitGatewayAttachment',
        Properties: { ...of(cell, 'EC2::TransitGatewayAttachment'), VpcId: { Ref: 'Other' } },
      };
      of(inspection, 'EC2::TransitGatewayRoute', 'Out').TransitGatewayAttachmentId = { Ref: 'Joined' };
    },
    /leads to no inspection network/,
  ],
  'a circuit announces routes': [
    ({ inspection }) => {
      inspection['Circuit'] = {
        Type: 'AWS::EC2::TransitGatewayRouteTablePropagation',
        Properties: {
          TransitGatewayAttachmentId: 'tgw-attach-0a1b2c3d',
          TransitGatewayRouteTableId: of(inspection, 'EC2::TransitGatewayRoute', 'Out').TransitGatewayRouteTableId,
        },
      };
    },
    /lets others add routes/,
  ],
  'a zone leads past its firewall': [
    ({ inspection }) => {
      const route = of(inspection, 'EC2::Route', 'Routeattachmentaps1az2');
      delete route.VpcEndpointId;
      route.NatGatewayId = { Ref: one(inspection, 'EC2::NatGateway', 'az2')[0] };
    },
    /past the firewall/,
  ],
  'a zone has a second way': [
    ({ inspection }) => {
      const [, route] = one(inspection, 'EC2::Route', 'Routeattachmentaps1az2');
      inspection['Half'] = {
        ...route,
        Properties: {
          RouteTableId: route['Properties'].RouteTableId,
          DestinationIpv6CidrBlock: '::/0',
          NetworkInterfaceId: 'eni-1',
        },
      };
    },
    /past the firewall/,
  ],
  'answers come back past the firewall': [
    ({ inspection }) => {
      const route = of(inspection, 'EC2::Route', 'Routenataps1az11064');
      delete route.VpcEndpointId;
      route.TransitGatewayId = { Ref: one(inspection, 'EC2::TransitGateway', 'TransitGateway')[0] };
    },
    /brings answers back past the firewall/,
  ],
  'answers come back through the firewall of another zone': [
    ({ inspection }) => {
      of(inspection, 'EC2::Route', 'Routenataps1az11064').VpcEndpointId = of(
        inspection,
        'EC2::Route',
        'Routenataps1az21064',
      ).VpcEndpointId;
    },
    /the firewall of another zone/,
  ],
  'a zone leads to the firewall of another': [
    ({ inspection }) => {
      of(inspection, 'EC2::Route', 'Routeattachmentaps1az1').VpcEndpointId = of(
        inspection,
        'EC2::Route',
        'Routeattachmentaps1az2',
      ).VpcEndpointId;
    },
    /the firewall of another zone/,
  ],
  'a machine stands outside the firewall': [
    ({ inspection }) => {
      const { SubnetId } = of(inspection, 'EC2::NatGateway', 'az1');
      inspection['Jump'] = { Type: 'AWS::EC2::Instance', Properties: { SubnetId } };
    },
    /Jump stands outside the firewall/,
  ],
  'the policy drops nothing by default': [
    (made) => delete policy(made).StatefulDefaultActions,
    /does not drop by default/,
  ],
  'the policy only reports': [
    (made) => {
      policy(made).StatefulDefaultActions.shift();
    },
    /does not drop by default/,
  ],
  'the order is not strict': [
    (made) => {
      policy(made).StatefulEngineOptions.RuleOrder = 'DEFAULT_ACTION_ORDER';
    },
    /does not drop by default/,
  ],
  'packets pass before the rules': [
    (made) => {
      policy(made).StatelessDefaultActions = ['aws:pass'];
    },
    /before its rules are asked/,
  ],
  'fragments pass before the rules': [
    (made) => {
      policy(made).StatelessFragmentDefaultActions = ['aws:pass'];
    },
    /before its rules are asked/,
  ],
  'stateless rules are asked first': [
    (made) => {
      policy(made).StatelessRuleGroupReferences = [{ Priority: 1, ResourceArn: 'arn:x' }];
    },
    /before its rules are asked/,
  ],
  'a rule group is elsewhere': [
    (made) => {
      policy(made).StatefulRuleGroupReferences.push({ Priority: 3, ResourceArn: 'arn:aws:network-firewall:x' });
    },
    /a rule group of \w+ is not here/,
  ],
  'a rule group only reports': [
    (made) => {
      policy(made).StatefulRuleGroupReferences[0].Override = { Action: 'DROP_TO_ALERT' };
    },
    /overrides a rule group/,
  ],
  'what needs no connection is not dropped': [
    (made) => {
      source(made, 'Closed').RulesString = 'drop tcp $HOME_NET any -> any !443 (sid:1;)';
    },
    /what needs none/,
  ],
  'a rule lets through': [
    (made) => {
      source(made, 'Closed').RulesString += '\npass tcp any any -> any any (sid:99;)';
    },
    /may let anything through/,
  ],
  'rules are settled at deployment': [
    (made) => {
      source(made, 'Allow').RulesSourceList.Targets = [{ 'Fn::ImportValue': 'names' }];
    },
    /may let anything through/,
  ],
  'a standard rule lets through': [
    (made) => {
      const list = source(made, 'Allow');
      delete list.RulesSourceList;
      list.StatefulRules = [{ Action: 'PASS' }];
    },
    /may let anything through/,
  ],
};
test.each(Object.entries(broken))('nothing is proved where %s', (_, [change, words]) => {
  const [result, message] = judged(change, 'Route');
  expect(['not-checked', 'fail']).toContain(result);
  expect(message).toMatch(words);
  expect(judged(change, 'VPC')[0]).not.toBe('pass');
});

test('a gateway is not proved where a zone leads past its firewall, and the route fails', () => {
  const [change] = broken['a zone leads past its firewall'] as [(made: typeof sound) => void, RegExp];
  expect(judged(change, 'InternetGateway', 'inspection')[0]).toBe('not-checked');
  expect(judged(change, 'NatGateway', 'inspection')[0]).toBe('not-checked');
  expect(judged(change, 'EIP', 'inspection')[0]).toBe('not-checked');
  expect(judged(change, 'Route', 'inspection')[0]).toBe('fail');
});

test('a list that refuses names, and a default that drops everything, are proved too', () => {
  const change = (made: typeof sound): void => {
    policy(made).StatefulDefaultActions = ['aws:drop_strict'];
    source(made, 'Closed').RulesString = '# nothing\nreject tls any any -> any any (sid:1;)';
    source(made, 'Allow').RulesSourceList.GeneratedRulesType = 'DENYLIST';
  };
  expect(judged(change, 'Route')).toEqual(['pass', expect.stringContaining('let 0 listed names through')]);
});
