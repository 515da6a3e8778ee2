/** Keys: what each is for, the level it is held at, and what holds it. */
import { azureReaches, custodyRank } from '../../../catalogue';
import type { AzureTarget } from '../../../profile';
import type { Intent } from '../../intent';
import type { AddressBook } from '../addresses';
import { HSM } from '../addresses';
import { serviceNetwork } from '../network';
import { endpointPlan, HSMS, KEYS_BY_RUNNER, VAULTS, zonesIn } from '../network/endpoints';
import type { EndpointPlan } from '../types';
import { hsmKeyAddress } from './hsm-roles';
import { type KeyPurpose, PURPOSES } from './purposes';
import type { HsmPlan, KeyPlan, Keyring } from './types';

/** What the document calls a key: its root and its purpose. */
export const keyId = (root: string, { purpose }: Pick<KeyPlan, 'purpose'>): string => `${root}/${purpose}`;

/**
 * One key, one purpose. Its level is the lowest its service reaches that is not below the country's, or the exception's.
 * Where neither is there it is held by the vendor without one, which the plan refuses once it is whole.
 */
export function keyPlan(
  intent: Intent,
  target: AzureTarget,
  book: AddressBook,
  root: string,
  purpose: KeyPurpose,
): KeyPlan {
  const exception = target.custody?.[purpose];
  const custody =
    exception?.level ??
    azureReaches(purpose, target.dialect, target.regions.primary).find(
      (level) => custodyRank(level) >= custodyRank(intent.custody.level),
    ) ??
    'vendor';
  const known = { purpose, ...PURPOSES[purpose], custody, ...(exception ? { exception } : {}) };
  if (custody === 'vendor') return { ...known, name: purpose, store: 'vendor', source: 'none' };
  if (custody === 'cmk') return { ...known, name: purpose, store: 'vault', source: 'create' };
  // One HSM holds the keys of every root.
  const name = `${root}-${purpose}`;
  const source = custody === 'external' ? 'import' : 'create';
  const named = source === 'create' || target.keys?.[keyId(root, { purpose })] !== undefined;
  const waits = !target.hsm?.activated || !named;
  return { ...known, name, store: 'hsm', source, address: hsmKeyAddress(book.hsm(), name).url, waits };
}

/** Keys of an estate, and its vault where one of them lives in a vault. */
export function keyring(
  intent: Intent,
  target: AzureTarget,
  book: AddressBook,
  root: string,
  purposes: readonly KeyPurpose[],
): Keyring {
  const keys = purposes.map((purpose) => keyPlan(intent, target, book, root, purpose));
  return keys.some(({ store }) => store === 'vault') ? { keys, vault: { name: book.vault(root) } } : { keys };
}

/** The endpoint an estate's vault asks for, where it has one. */
export const vaultEndpoint = (
  book: AddressBook,
  root: string,
  { vault }: Keyring,
  reason: string = KEYS_BY_RUNNER,
): EndpointPlan[] =>
  vault
    ? [
        endpointPlan(book, root, {
          to: 'vault',
          subresource: 'vault',
          target: book.id(root, VAULTS, vault.name),
          reason,
        }),
      ]
    : [];

/** @throws RangeError for a plan without a Managed HSM */
export function hsmOf({ hsm }: { readonly hsm?: HsmPlan }): HsmPlan {
  if (!hsm) throw new RangeError('The plan has no Managed HSM');
  return hsm;
}

/** The Managed HSM, in a root of its own that deploys before every root with a key in it. */
export function planHsm(target: AzureTarget, book: AddressBook): HsmPlan {
  const root = HSM;
  const name = book.hsm();
  const id = book.id(root, HSMS, name);
  const endpoints = [
    endpointPlan(book, root, {
      to: 'hsm',
      subresource: 'managedhsm',
      target: id,
      reason: 'administrators activate it; the runner makes keys',
    }),
  ];
  const { administrators, activated: activation } = target.hsm ?? {};
  return {
    root,
    keys: [],
    vnet: serviceNetwork(book, target, root, zonesIn(endpoints)),
    endpoints,
    name,
    id,
    subscription: book.subscription(root),
    ...(administrators ? { administrators } : {}),
    ...(activation ? { activation } : {}),
  };
}
