import { access } from './access';
import { accounts } from './accounts';
import { alerts } from './alerts';
import { azureAccess } from './azure-access';
import { capacity } from './capacity';
import { custody } from './custody';
import { egress } from './egress';
import { encryption } from './encryption';
import { exceptions } from './exceptions';
import { fileName } from './file-name';
import { gpus } from './gpus';
import { hsm } from './hsm';
import { inspection } from './inspection';
import { lustre } from './lustre';
import { lustreAzure } from './lustre-azure';
import { managementGroup } from './management-group';
import { models } from './models';
import { names } from './names';
import { networks } from './networks';
import { organization } from './organization';
import { path } from './path';
import { recovery } from './recovery';
import { regions } from './regions';
import { retention } from './retention';
import type { Rule } from './rule';
import { sensor } from './sensor';
import { zones } from './zones';

/** Rules of the document against the catalogue, in the order a reader would ask. */
export const rules: readonly Rule[] = [
  fileName,
  regions,
  recovery,
  zones,
  gpus,
  capacity,
  lustre,
  lustreAzure,
  networks,
  accounts,
  names,
  models,
  custody,
  exceptions,
  hsm,
  retention,
  egress,
  inspection,
  organization,
  managementGroup,
  path,
  sensor,
  alerts,
  encryption,
  access,
  azureAccess,
];
