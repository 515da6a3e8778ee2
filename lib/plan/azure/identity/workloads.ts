/** What pods of a cell act as: an identity a purpose, taken by one service account, with roles on what it needs only. */
import type { AzureTarget } from '../../../profile';
import { type AddressBook, DATA, MODELS } from '../addresses';
import { ACCOUNTS, AI_ACCOUNTS } from '../network/endpoints';
import type { WorkloadPlan } from './types';

type Access = WorkloadPlan['access'][number];
interface Need extends Pick<WorkloadPlan, 'word' | 'reason'> {
  readonly access: readonly ((book: AddressBook) => Access)[];
}

const container =
  (account: string, to: string, role: Access['role']) =>
  (book: AddressBook): Access => ({
    to,
    scope: book.id(DATA, ACCOUNTS, book.storage(account), 'blobServices', 'default', 'containers', to),
    role,
  });
const READER = 'Storage Blob Data Reader';
const WRITER = 'Storage Blob Data Contributor';

const SERVING: Need = {
  word: 'serving',
  reason: 'pods that serve load weights',
  access: [container('models', 'models', READER)],
};
const TRAINING: Need = {
  word: 'training',
  reason: 'pods that train read datasets and weights, and write checkpoints',
  access: [
    container('models', 'models', READER),
    container('data', 'datasets', READER),
    container('data', 'checkpoints', WRITER),
  ],
};
const CALLING: Need = {
  word: 'calling',
  reason: 'pods that call models the vendor runs',
  access: [
    (book) => ({
      to: 'inference',
      scope: book.id(MODELS, AI_ACCOUNTS, book.aiAccount()),
      role: 'Cognitive Services OpenAI User',
    }),
  ],
};

/** Service account that pods run under, in the namespace of their purpose. */
const SERVICE_ACCOUNT = 'workload';

export const planWorkloads = ({ models }: AzureTarget, book: AddressBook, root: string): WorkloadPlan[] =>
  [SERVING, TRAINING, ...(models ? [CALLING] : [])].map(({ word, reason, access }) => ({
    word,
    identity: book.of(root, word, 'identity'),
    credential: book.of(root, word, 'pods'),
    namespace: word,
    serviceAccount: SERVICE_ACCOUNT,
    reason,
    access: access.map((of) => of(book)),
  }));
