/** Where data could leave a region on Azure. */
import { azureRegion, countryName } from '../../catalogue';
import type { ExitPlan } from '../exits';
import { type Draft, networksOf } from './capability';

const list = (names: readonly string[]): string => names.join(', ');

/** Who can undo what a template says. */
const BY_HAND = 'whoever may change the subscriptions';

export function exitsOf(plan: Draft): ExitPlan[] {
  const { location, regions, path, data, foundation } = plan;
  const places = list(plan.allowedLocations);
  return [
    internet(plan),
    {
      way: 'names looked up (DNS)',
      closedBy:
        'private zones answer for every service of the plan; no template closes the rest: a DNS security policy on each cell is a precondition (names-closed), because the Terraform provider has no resource for it',
      remains: 'without that policy, whatever a pod writes into the names it asks for, to anyone who answers them',
    },
    {
      way: "an Azure service, to another tenant's account, registry or workspace",
      closedBy: `private endpoints lead to ${list(targets(plan))} of this region and to nothing else of their kind; rules of every subnet deny what they do not name`,
      remains:
        plan.egress === 'isolated'
          ? `an endpoint to a foreign resource, made by ${BY_HAND}`
          : `names of other tenants under the domains that the firewall lets through; an endpoint to a foreign resource, made by ${BY_HAND}`,
    },
    {
      way: 'copies of storage: redundancy, replication, copies between accounts',
      closedBy: `${copies(plan)}; no replication to another tenant, and copies only within the reach of private endpoints`,
      remains: `a copy made by who may read the data: shared keys are off, roles decide`,
    },
    vaults(location),
    {
      way: 'snapshots and exports of disks',
      closedBy: `disks are encrypted under keys of their cell, which open in ${location} only; the policy of each group keeps what is made in ${places}`,
      remains: `an export by address, started by ${BY_HAND}`,
    },
    {
      way: 'container images: replicas, export, cache',
      closedBy: `${data.registry.name} has no replica, no export and no anonymous pull; it is reached by private endpoints`,
      remains: data.registry.cacheRule
        ? "names of AKS's own images, which the registry fetches from the vendor's global content network"
        : "names of AKS's own images, which nodes fetch through the firewall",
    },
    {
      way: 'logs, flows and telemetry',
      closedBy: `logs go to ${foundation.workspace.name} in ${location}, closed to the internet, and to ${foundation.archive.name}; flows of ${networksOf(plan).length} networks to ${foundation.flows.name}; under keys of the country, locked as long as the law says`,
      remains: `metering, activity and health of the services, which the vendor keeps of every customer; traffic analytics is off, because it makes resources of its own${plan.alerts.some(({ actionGroup }) => actionGroup) ? '; names of resources, and who did something to them, in the mails of alerts' : ''}`,
    },
    modelCalls(plan),
    {
      way: 'people',
      closedBy: path
        ? `operators of ${list(path.operators)} come in by ${path.entrance.kind}, to port 443 of each API and of the shared services`
        : 'no path leads in: API servers let their own nodes in, and nobody else',
      remains: 'what a person with a role reads, they can write down; roles given beside those of the root access',
    },
    {
      way: 'the pipeline that deploys',
      closedBy: `state lies in ${plan.backend.storage_account_name}, reached with Entra ID only; a runner in ${location} plans and applies`,
      remains: 'a template that was not checked: run sovereign check before it deploys',
    },
    {
      way: "the vendor's own control planes",
      closedBy: `nothing can: Entra ID, Azure Resource Manager and Azure DNS are of no region${regions.recovery ? `; ${regions.recovery} holds copies only` : ''}`,
      remains: 'names, tags, policies, identities and who signed in; no data',
    },
  ];
}

/** What the endpoints of the plan lead to, each once. */
const targets = ({ foundation, data, models, cells }: Draft): string[] =>
  [
    ...new Set(
      [foundation, data, ...(models ? [models] : []), ...cells].flatMap(({ endpoints }) =>
        endpoints.map(({ to }) => to),
      ),
    ),
  ].sort();

/** Calls to models the vendor runs. */
function modelCalls({ egress, location, models }: Draft): ExitPlan {
  const way = 'a model call answered abroad';
  const others = egress === 'isolated' ? [] : ['a public model service, where the firewall lets its name through'];
  return models
    ? {
        way,
        closedBy: `deployments of ${models.account} are of kinds that process in ${location} and of no other; it is reached by private endpoints, and fetches nothing for its callers`,
        remains: [
          'what the vendor takes for abuse, which its people may read elsewhere until it approves otherwise (models-monitoring)',
          ...others,
        ].join('; '),
      }
    : {
        way,
        closedBy: 'no Azure AI account is made, and no network has an endpoint to one',
        remains: others.join('; ') || 'nothing',
      };
}

const copies = ({ replication, regions, location }: Draft): string =>
  replication.kind.startsWith('G')
    ? `accounts are copied to ${regions.recovery}, in the country, and nowhere else (${replication.kind})`
    : `accounts stay in ${location} (${replication.kind}): nothing is copied elsewhere`;

/** Contents of a vault are copied to the pair of the region, without a switch. */
function vaults(location: string): ExitPlan {
  const region = azureRegion(location);
  const abroad = region?.pair !== undefined && region.pairCountry !== region.country;
  const exempt = location === 'brazilsouth';
  return {
    way: 'a key, or what it opens',
    closedBy: `one key a purpose, born in the vendor's HSM and never exported; ${
      !region?.pair
        ? `${location} has no pair, so vaults have no copy`
        : exempt
          ? 'the vendor exempts this region from copying vaults to its pair'
          : `vaults are copied to the pair ${region.pair} (${countryName(region.pairCountry ?? '')}) by the vendor, without a switch`
    }`,
    remains:
      abroad && !exempt
        ? `the copy of every vault abroad, in ${region?.pair}`
        : `a key used by who holds a role on it: roles are given to services, and by ${BY_HAND} to people`,
  };
}

function internet(plan: Draft): ExitPlan {
  const way = 'the internet, by a route';
  const { inspection, path, cells } = plan;
  const open = [
    ...(inspection?.publicAddresses ?? []).map((name) => `${name}, of the firewall`),
    ...(path?.entrance.kind === 'vpn' ? [`${path.entrance.address}, of the VPN`] : []),
  ];
  const address =
    open.length > 0
      ? `; ${list(open)}: ${open.length > 1 ? 'there are no other public addresses' : 'there is no other public address'}`
      : '';
  const hops = [...new Set(cells.flatMap(({ vnet }) => (vnet.routeTable ? [vnet.routeTable.nextHop] : [])))];
  if (inspection)
    return {
      way,
      closedBy: `default outbound access is off in every subnet; every route out leads to ${inspection.firewall.name}, which lets listed names through and drops the rest${address}`,
      remains: 'what is sent to a listed name, and to whoever answers under it',
    };
  return hops.length > 0
    ? {
        way,
        closedBy: `default outbound access is off in every subnet; every route out leads to ${list(hops)} of the operator${address}`,
        remains: "what the operator's own firewall lets through: not in these templates",
      }
    : {
        way,
        closedBy: `default outbound access is off in every subnet, no NAT, no route out, rules that deny; clusters are made without a way out (outbound type none)${address}`,
        remains: `a route and a rule opened by hand, by ${BY_HAND}`,
      };
}
