/** Where data could leave a region on AWS. */
import type { ExitPlan } from '../exits';
import type { Draft } from './capability';

const list = (names: readonly string[]): string => names.join(', ');

export function exitsOf(plan: Draft): ExitPlan[] {
  const { primary, recovery } = plan.regions;
  const regions = list([primary, ...(recovery ? [recovery] : [])]);
  const guarded = plan.guardrails !== undefined;
  const paths = [...new Set(plan.cells.flatMap(({ path }) => (path ? [path.kind] : [])))];
  const people = plan.identity.roles.map(({ duty }) => duty);
  const trail = plan.audits.some((audit) => audit.trail);
  const beyond = [...new Set(plan.cells.flatMap(({ names }) => names.beyond))];
  const byHand = guarded
    ? 'the administrators that the guardrails name'
    : 'an administrator of the account: no organisation is named';
  return [
    internet(plan, byHand),
    {
      way: 'names looked up (DNS)',
      closedBy: `a DNS firewall on every cell: names of its endpoints and cluster resolve${beyond.length > 0 ? `, those of ${list(beyond)} too` : ''}, and every other is answered NXDOMAIN; look-ups are logged to the archive`,
      remains: `the vendor's resolver in the region sees the names asked for${beyond.some((name) => name.startsWith('*')) ? '; whoever answers below a listed name sees what is asked below it' : ''}`,
    },
    {
      way: "an AWS service, to another account's bucket, log group, key or registry",
      closedBy: `endpoints alone lead to services, with policies that name the actions, the account of who asks${guarded ? ', the organisation' : ''}, the account of what is asked for, and the region`,
      remains: `in ${primary}, layers of the vendor's images and packages are read from its own buckets`,
    },
    {
      way: 'copies: replication, backups, snapshots, machine images',
      closedBy: recovery
        ? `buckets are copied to ${recovery}, backups to a locked vault there, and nothing elsewhere; file systems read and write the country's buckets alone; roles stand under a boundary that ends at ${regions}`
        : `nothing is copied: no second region of the country is used; backups stay in a locked vault, which lets none out; file systems read and write the country's buckets alone; roles stand under a boundary that ends at ${regions}`,
      remains: `a snapshot or an image shared by hand, by ${byHand}`,
    },
    {
      way: 'a key, or what it opens',
      closedBy:
        'one key a purpose, none multi-Region; it works through services of its own region alone, never in the hands of a person',
      remains: `its policy, changed by ${byHand}${trail ? '; the trail and an alarm tell' : ''}`,
    },
    {
      way: 'logs and what is recorded',
      closedBy: `${trail ? 'the trail, ' : ''}flows, look-ups, control planes, configuration and findings go to the archive in the country, locked as long as the law says, under a key of their own; events of file systems stay in the region of their cell, under its key`,
      remains: `what is in CloudWatch Logs, before and beside the archive, and server access logs are under no lock; events of global services (IAM, sign-in) arise in the partition's home region${trail ? '; the trail brings a copy in' : ''}`,
    },
    {
      way: 'container images',
      closedBy:
        'nodes pull from the registry of the country and the one the vendor keeps in the region; nothing is pulled through from abroad',
      remains: 'images come in by hand, once: nothing goes out',
    },
    {
      way: 'a model call (Bedrock) answered abroad',
      closedBy: plan.guardrails
        ? `the guardrails: decision ${plan.guardrails.modelInference}`
        : 'cells have no endpoint for it, and no role of theirs may call it',
      remains:
        plan.guardrails?.modelInference === 'abroad'
          ? 'prompts and answers, by decision of the country'
          : guarded
            ? 'nothing'
            : `a call by ${byHand}`,
    },
    {
      way: 'people',
      closedBy: `no standing access; ${people.length > 0 ? `${list(people)}: named in the document, for hours${people.includes('break-glass') ? ', break-glass with MFA' : ''}` : 'nobody is named'}; ${paths.length > 0 ? `operators come in by ${list(paths)}, to port 443 of the API` : 'no path leads in'}`,
      remains: people.includes('break-glass')
        ? 'break-glass may read what its boundary lets it; taking it raises an alarm'
        : 'whoever the IAM of an account makes its administrator',
    },
    {
      way: 'the pipeline that deploys',
      closedBy: `templates pass through a bucket of the bootstrap in each region, under its own key; CloudFormation may do what the templates ask for, in ${regions}`,
      remains: 'a template that was not checked: run sovereign check before it deploys',
    },
    {
      way: "the vendor's own control planes",
      closedBy: 'nothing can: IAM, STS, Route 53 and Organizations are of the partition',
      remains: 'names, policies and tags; no data',
    },
  ];
}

function internet({ inspection, cells, guardrails }: Draft, byHand: string): ExitPlan {
  const way = 'the internet, by a route';
  if (inspection)
    return {
      way,
      closedBy: `cells have no gateway; ${inspection.stack} has the only one, behind a firewall a zone that lets through TLS to ${list(inspection.allow)}`,
      remains: 'what those names take; the firewall reads the name a client gives, and opens no TLS',
    };
  const gateways = [...new Set(cells.flatMap(({ wayOut }) => (wayOut ? [wayOut.transitGateway] : [])))];
  return gateways.length > 0
    ? {
        way,
        closedBy: `cells have no gateway; every route out leads to ${list(gateways)} of the operator`,
        remains: "what the operator's own inspection lets through: not in these templates",
      }
    : {
        way,
        closedBy: 'no internet gateway, NAT, public address, peering or route out in any cell; VPC block public access',
        remains: guardrails ? 'nothing' : `a gateway opened by hand, by ${byHand}`,
      };
}
