/** What pods of a cell act as: an identity a purpose, taken by one service account, with roles on containers only. */

import { type AddressBook, DATA } from '../addresses';
import { ACCOUNTS } from '../network/endpoints';
import type { WorkloadPlan } from './types';

const READER = 'Storage Blob Data Reader';
const WRITER = 'Storage Blob Data Contributor';

const NEEDS = [
  {
    word: 'serving',
    reason: 'pods that serve load weights',
    access: [['models', 'models', READER]],
  },
  {
    word: 'training',
    reason: 'pods that train read datasets and weights, and write checkpoints',
    access: [
      ['models', 'models', READER],
      ['data', 'datasets', READER],
      ['data', 'checkpoints', WRITER],
    ],
  },
] as const;

/** Service account that pods run under, in the namespace of their purpose. */
const SERVICE_ACCOUNT = 'workload';

export const planWorkloads = (book: AddressBook, root: string): WorkloadPlan[] =>
  NEEDS.map(({ word, reason, access }) => ({
    word,
    identity: book.of(root, word, 'identity'),
    credential: book.of(root, word, 'pods'),
    namespace: word,
    serviceAccount: SERVICE_ACCOUNT,
    reason,
    access: access.map(([account, container, role]) => ({
      container,
      scope: book.id(DATA, ACCOUNTS, book.storage(account), 'blobServices', 'default', 'containers', container),
      role,
    })),
  }));
