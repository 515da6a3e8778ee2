/** AWS: roles that a provider's identities take. Where anyone may sign up with the provider, it must say which ones. */
import { type Graph, Reference, type Value } from '../../graph/model';
import { read, visibleText } from '../../graph/value';
import type { Verdict } from '../model';
import type { Statement } from '../policy';
import { holdsTo } from '../policy-conditions';
import { fail, notChecked } from '../verdicts';

/** Providers that give an identity to anyone who asks → the claims that tell one customer of theirs from another. */
const SHARED: readonly (readonly [issuer: RegExp, claims: RegExp])[] = [
  [
    /^token\.actions\.githubusercontent\.com$/,
    /:(sub|repository|repository_id|repository_owner|repository_owner_id|job_workflow_ref|enterprise)$/,
  ],
  [/^gitlab\.com$/, /:(sub|namespace_path|namespace_id|project_path|project_id)$/],
  [/^(app\.terraform\.io|agent\.buildkite\.com)$/, /:sub$/],
  [/^(accounts\.google\.com|cognito-identity\.amazonaws\.com)$/, /:(aud|sub)$/],
  [/^(www\.amazon\.com|graph\.facebook\.com)$/, /:(app_id|user_id|id)$/],
];

/** What is wrong with whom a trust policy's federated principals let in, if anything is. */
export function federated(statement: Statement, graph: Graph): Verdict | undefined {
  for (const principal of statement.federated) {
    const issuer = issuerOf(principal, graph);
    if (issuer === undefined) continue;
    const path = [...statement.path, 'Condition'];
    const shared = SHARED.find(([pattern]) => pattern.test(issuer));
    const claim = shared?.[1] ?? /:/;
    // A provider that only the deployment names may be any of them: the subject must be held, whoever issues it.
    const isClaim = issuer.includes('${')
      ? (key: string) => key.endsWith(':sub')
      : (key: string) => key.startsWith(`${issuer.toLowerCase()}:`) && claim.test(key);
    const held = holdsTo(statement.condition, isClaim, isOpen);
    if (held) continue;
    if (held === undefined) {
      return notChecked(`lets in identities of ${issuer} under a condition that only the deployment settles`, path);
    }
    return shared
      ? fail(`lets in anyone with an account at ${issuer}: no condition says whose (its sub, or one as good)`, path)
      : notChecked(
          `lets in every identity of ${issuer}: no condition says which, and who they are is not seen here`,
          path,
        );
  }
  return undefined;
}

/** The issuer of an OpenID Connect provider; undefined for any other principal. */
function issuerOf(principal: Value, graph: Graph): string | undefined {
  if (principal instanceof Reference) {
    const provider = graph.byId(principal.target);
    const url = provider && read(provider, 'Url');
    return visibleText(url)?.replace(/^https:\/\//, '');
  }
  const shown = visibleText(principal) ?? '';
  const provider = /:oidc-provider\/(.+)$/.exec(shown)?.[1];
  const named = provider ?? shown;
  if (provider?.includes('${')) return provider;
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/.*)?$/i.test(named) ? named : undefined;
}

/** `repo:*` names no one; `repo:owner/*` does. */
function isOpen(value: Value): boolean | undefined {
  const pattern = visibleText(value);
  if (typeof value !== 'string')
    return pattern !== undefined && /^[^${}*?]+:[^${}*?/:]+[/:]/.test(pattern) ? false : undefined;
  const who = value.includes(':') ? value.slice(value.indexOf(':') + 1) : value;
  return /[*?]/.test(value.slice(0, value.length - who.length)) || /[*?]/.test(who.split(/[/:]/)[0] ?? '');
}
