import { type Resource, Unknown } from '../../graph/model';
import { read, text } from '../../graph/value';
import { target } from '../find';
import type { Check, Context, Verdict } from '../model';
import { fail, mustBe, notChecked, pass, unsettled } from '../verdicts';

type Judge = (resource: Resource, context: Context) => Verdict | Verdict[];

const AWS: Record<string, Judge> = {
  'AWS::EC2::LaunchTemplate': (resource) => metadata(resource, 'LaunchTemplateData.MetadataOptions'),
  'AWS::AutoScaling::LaunchConfiguration': (resource) => metadata(resource, 'MetadataOptions'),
  'AWS::EC2::Instance': (resource, { graph }) => {
    const options = read(resource, 'MetadataOptions');
    const own = ['HttpTokens', 'HttpEndpoint'].some((name) => read(resource, `MetadataOptions.${name}`) !== undefined);
    if (own || options instanceof Unknown) return metadata(resource, 'MetadataOptions');
    const id = read(resource, 'LaunchTemplate.LaunchTemplateId') ?? read(resource, 'LaunchTemplate.LaunchTemplateName');
    if (id === undefined) return metadata(resource, 'MetadataOptions');
    const template = target(graph, id, 'AWS::EC2::LaunchTemplate');
    if (!template) return notChecked('its launch template decides, and no template here holds it', ['LaunchTemplate']);
    return { ...metadata(template, 'LaunchTemplateData.MetadataOptions'), path: ['LaunchTemplate'] };
  },
};

/**
 * Azure's metadata service has no token to require. The nearest equal is who can take a node's or the cluster's
 * identity without signing in as themselves: local accounts, and commands run through the management plane.
 */
const AZURE: Record<string, Judge> = {
  azurerm_kubernetes_cluster: (resource) => [
    mustBe(resource, 'local_account_disabled', true, {
      right: 'everyone signs in as themselves; Azure has no metadata token to require, this is its nearest equal',
      wrong:
        'a shared administrator certificate opens it; Azure has no metadata token to require, this is its nearest equal',
    }),
    mustBe(resource, 'run_command_enabled', false, {
      right: 'no command runs in it through the management plane',
      wrong: 'commands run in it as administrator through the management plane, past its private network',
    }),
  ],
};

/** An absent answer fails: what an account makes of it is a setting no template shows. */
function metadata(resource: Resource, base: string): Verdict {
  const path = [...base.split('.'), 'HttpTokens'];
  const service = read(resource, `${base}.HttpEndpoint`);
  if (text(service) === 'disabled') return pass('has no metadata service', path);
  const stated = read(resource, `${base}.HttpTokens`);
  const tokens = text(stated);
  if (tokens instanceof Unknown) return unsettled('HttpTokens', stated, path);
  if (tokens === 'required') return pass('a token is needed to read the instance’s credentials (IMDSv2)', path);
  if (text(service) instanceof Unknown) return unsettled('HttpEndpoint', service, [...base.split('.'), 'HttpEndpoint']);
  return fail(
    tokens === undefined
      ? 'does not require a token to read the instance’s credentials: HttpTokens is not stated, and the account’s default is unknown'
      : `gives the instance’s credentials to anyone who can make it fetch an address (HttpTokens is ${tokens})`,
    path,
  );
}

const template = (MetadataOptions?: Record<string, unknown>) => ({
  Type: 'AWS::EC2::LaunchTemplate',
  Properties: { LaunchTemplateData: MetadataOptions ? { MetadataOptions } : {} },
});
const instance = { Type: 'AWS::EC2::Instance', Properties: { LaunchTemplate: { LaunchTemplateId: { Ref: 'Nodes' } } } };

export const instanceMetadata: Check = {
  id: 'privilege/instance-metadata',
  invariant: 'privilege',
  severity: 'high',
  proves: 'no one takes an instance’s or a cluster’s identity without a token or a sign-in of their own',
  remedy: 'AWS: set HttpTokens to required. Azure: disable local accounts and run command',
  clauses: [
    'NIST SP 800-53r5 AC-6',
    'ISO/IEC 27001:2022 Annex A A.8.5',
    'CSA CCM v4.0 IAM-14',
    'NIST CSF 2.0 PR.AA-05',
  ],
  types: { aws: Object.keys(AWS), azure: Object.keys(AZURE) },
  judge: (resource, context) => (resource.cloud === 'aws' ? AWS : AZURE)[resource.type]?.(resource, context) ?? [],
  examples: [
    { cloud: 'aws', expect: 'pass', resources: { Nodes: template({ HttpTokens: 'required' }) } },
    { cloud: 'aws', expect: 'fail', resources: { Nodes: template({ HttpTokens: 'optional' }) } },
    { cloud: 'aws', expect: 'fail', resources: { Nodes: template() } },
    { cloud: 'aws', expect: 'pass', resources: { Nodes: template({ HttpEndpoint: 'disabled' }) } },
    { cloud: 'aws', expect: 'not-checked', resources: { Nodes: template({ HttpEndpoint: { Ref: 'Endpoint' } }) } },
    { cloud: 'aws', expect: 'pass', resources: { One: instance, Nodes: template({ HttpTokens: 'required' }) } },
    { cloud: 'aws', expect: 'not-checked', resources: { One: instance } },
    // What an instance states itself leaves the rest to its template.
    {
      cloud: 'aws',
      expect: 'pass',
      resources: {
        One: {
          ...instance,
          Properties: { ...instance.Properties, MetadataOptions: { HttpPutResponseHopLimit: 1 } },
        },
        Nodes: template({ HttpTokens: 'required' }),
      },
    },
    { cloud: 'aws', expect: 'fail', resources: { One: { Type: 'AWS::EC2::Instance' } } },
    {
      cloud: 'azure',
      expect: 'fail',
      resources: { azurerm_kubernetes_cluster: { cell: { local_account_disabled: true } } },
    },
    {
      cloud: 'azure',
      expect: 'pass',
      resources: { azurerm_kubernetes_cluster: { cell: { local_account_disabled: true, run_command_enabled: false } } },
    },
  ],
};
