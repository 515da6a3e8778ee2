/** Which providers' resources are read, and what is said of the others. */
import type { Unreadable } from '../model';

/** Providers that make nothing in a cloud. */
const UTILITIES = new Set(['random', 'null', 'time', 'tls', 'terraform', 'local']);
const READ = new Set(['azurerm', 'azapi']);

const providerOf = (type: string): string => type.split('_')[0] ?? '';

export const isRead = (type: string): boolean => READ.has(providerOf(type));

/** A resource that a file declares. */
export interface Declared {
  readonly type: string;
  readonly address: string;
  readonly file: string;
}

/** What of the resources declared is not read, or not in full. */
export const notRead = (declared: readonly Declared[]): Unreadable[] => [
  ...foreign(declared),
  ...declared.flatMap(opaque),
];

/** One entry a file and provider, so that a large root of another cloud is one sentence. */
function foreign(declared: readonly Declared[]): Unreadable[] {
  const counts = new Map<string, { file: string; provider: string; count: number }>();
  for (const { type, file } of declared) {
    const provider = providerOf(type);
    if (READ.has(provider) || UTILITIES.has(provider)) continue;
    const entry = counts.get(`${file} ${provider}`) ?? { file, provider, count: 0 };
    entry.count += 1;
    counts.set(`${file} ${provider}`, entry);
  }
  return [...counts.values()].map(({ file, provider, count }) => ({
    file,
    isPartial: true,
    message: `${count} resource${count === 1 ? '' : 's'} of the ${provider} provider not checked: in Terraform only azurerm is read${
      provider === 'aws' ? ' (AWS is read from CloudFormation templates)' : ''
    }`,
  }));
}

/** Resources that carry a template or a body of another dialect, which nothing here reads. */
function opaque({ type, address, file }: Declared): Unreadable[] {
  const what = type.startsWith('azapi_')
    ? 'only its place is read, not its body'
    : type.endsWith('_template_deployment')
      ? 'what its template makes is not seen here'
      : undefined;
  return what ? [{ file, message: `${address}: ${what}` }] : [];
}
