/** AWS: policy documents, wherever a resource carries one. */
import { type Graph, type Resource, Unknown, type Value } from '../../graph/model';
import { items, read, text, visibleText } from '../../graph/value';
import type { Context, Verdict } from '../model';
import {
  isWildcard,
  mayBeWildcard,
  namesResources,
  type PolicyDocument,
  policyDocuments,
  type Statement,
} from '../policy';
import { isOpen, narrows, without } from '../policy-conditions';
import { isFenced } from '../policy-fence';
import { fail, notApplicable, notChecked, pass, unsettled } from '../verdicts';
import { everything } from './everything-aws';
import { federated } from './federated-aws';

/** Policies that bound what others grant and grant nothing themselves: `Allow *` there is the neutral element. */
const GUARDRAILS = new Set(['AWS::Organizations::Policy']);

export function judgeAws(resource: Resource, { graph }: Context): Verdict[] {
  if (GUARDRAILS.has(resource.type)) return [notApplicable('bounds what others grant, and grants nothing itself')];
  if (resource.type === 'AWS::Lambda::Permission') return [permission(resource)];
  if (resource.type === 'AWS::EC2::VPCEndpoint') return endpoint(resource, graph);
  if (isBoundary(resource, graph))
    return [notApplicable('bounds what others grant: it is only a permissions boundary')];
  const documents = policyDocuments(resource.properties as Value);
  return [
    ...administrator(resource),
    ...documents.map((document) => whole(document, (part, beside) => open(part, beside, false, graph))),
  ];
}

/** A managed policy that identities name as their boundary, and none as a grant. */
function isBoundary(resource: Resource, graph: Graph): boolean {
  if (resource.type !== 'AWS::IAM::ManagedPolicy') return false;
  const uses = graph.referrers(resource);
  const attached = ['Roles', 'Users', 'Groups'].some((property) => read(resource, property) !== undefined);
  return !attached && uses.length > 0 && uses.every(({ path }) => path[0] === 'PermissionsBoundary');
}

/** The vendor's own policies that allow everything, or let an identity give itself everything. */
const BROAD: Record<string, string> = {
  AdministratorAccess: 'every action on every resource',
  IAMFullAccess: 'every action of IAM on every resource, and with it any right',
  PowerUserAccess: 'every action but those of IAM on every resource',
};

/** One of them, attached by name. */
function administrator(resource: Resource): Verdict[] {
  return ['ManagedPolicyArns', 'ManagedPolicies'].flatMap((property) =>
    items(read(resource, property)).flatMap((arn, index): Verdict[] => {
      const path = [property, index];
      if (mayBeWildcard(arn)) return [unsettled('a managed policy', arn, path)];
      const name = /:aws:policy\/(\w+)$/.exec(visibleText(arn) ?? '')?.[1] ?? '';
      return Object.hasOwn(BROAD, name) ? [fail(`a wildcard: ${name} allows ${BROAD[name]}`, path)] : [];
    }),
  );
}

type Problem = Verdict | undefined;

type Beside = PolicyDocument['statements'];

function whole(document: PolicyDocument, judge: (statement: Statement, beside: Beside) => Problem): Verdict {
  const problems = document.statements.map((statement, index) =>
    statement instanceof Unknown
      ? unsettled('a statement', statement, [...document.path, 'Statement', index])
      : judge(statement, document.statements),
  );
  const worst =
    problems.find((problem) => problem?.result === 'fail') ?? problems.find((problem) => problem !== undefined);
  const count = document.statements.length;
  return (
    worst ??
    pass(`${count} statement${count === 1 ? '' : 's'}: no one unnamed, and not everything on everything`, document.path)
  );
}

/** What is wrong with an allowing statement. Deny never fails, whomever it names. */
function open(statement: Statement, beside: Beside, isEndpoint: boolean, graph: Graph): Problem {
  if (!statement.allows) return undefined;
  if (statement.notPrincipal) {
    return fail('allows everyone but those it names (NotPrincipal)', [...statement.path, 'NotPrincipal']);
  }
  if (statement.principals.some(isWildcard)) {
    return isFenced(statement, beside) ? undefined : anyone(statement, isEndpoint);
  }
  const unknown = statement.principals.find(mayBeWildcard);
  if (unknown !== undefined) return unsettled('a principal', unknown, statement.path);
  return statement.principals.length === 0 ? everything(statement) : federated(statement, graph);
}

function anyone(statement: Statement, isEndpoint: boolean): Problem {
  const narrowed = narrows(statement.condition, isEndpoint);
  if (narrowed) return undefined;
  // An endpoint's policy is a fence around resources: naming them is as good as naming who asks.
  if (isEndpoint && namesResources(statement)) return undefined;
  if (narrowed === undefined) {
    return notChecked('allows anyone under a condition that only the deployment settles', statement.path);
  }
  return fail(
    isEndpoint
      ? `lets anyone through to anything: Allow to Principal * ${without(statement, 'organisation, account or resource')}`
      : `allows anyone: Principal * ${without(statement, 'who asks')}`,
    [...statement.path, 'Principal'],
  );
}

/** An endpoint without a policy has the service's default, which is full access. */
function endpoint(resource: Resource, graph: Graph): Verdict[] {
  const kind = text(read(resource, 'VpcEndpointType')) ?? 'Gateway';
  const service = visibleText(read(resource, 'ServiceName')) ?? '';
  if (kind === 'GatewayLoadBalancer' || service.includes('.vpce.')) {
    return [notApplicable('leads to an endpoint service, which takes no endpoint policy')];
  }
  const stated = read(resource, 'PolicyDocument');
  const path = ['PolicyDocument'];
  if (stated === undefined) {
    return [
      fail(
        'lets anyone through to anything: it has no PolicyDocument, and the default is full access',
        undefined,
        'medium',
      ),
    ];
  }
  const documents = policyDocuments(stated, path);
  if (documents.length === 0) return [unsettled('PolicyDocument', stated, path)];
  return documents.map((document) => {
    const verdict = whole(document, (statement, beside) => open(statement, beside, true, graph));
    return verdict.result === 'fail' ? { ...verdict, severity: 'medium' as const } : verdict;
  });
}

function permission(resource: Resource): Verdict {
  const principal = read(resource, 'Principal');
  if (principal !== '*')
    return principal instanceof Unknown
      ? unsettled('Principal', principal, ['Principal'])
      : pass('names who may call it', ['Principal']);
  const narrow = ['PrincipalOrgID', 'SourceAccount', 'SourceArn'].flatMap((name) => {
    const value = read(resource, name);
    return value === undefined ? [] : [{ name, value, open: name === 'SourceArn' ? isOpen(value) : false }];
  });
  const closed = narrow.find(({ open }) => open === false);
  if (closed) return pass(`is narrowed by ${closed.name}`, [closed.name]);
  const unknown = narrow.find(({ open }) => open === undefined);
  return unknown
    ? unsettled(unknown.name, unknown.value, [unknown.name])
    : fail('anyone may call it (Principal is *, and nothing says for whom)', ['Principal']);
}
