/** How the control plane's logs come to the archive: a subscription of their log group, and a stream that delivers. */
import { name } from '../../names';
import { OWN_ACCOUNT } from '../addresses';
import type { DeliveryPlan } from './types';

/** Role by which a cell's stream writes to the archive; alike in every cell, so that guardrails name all by `*`. */
export const deliveryRole = (country: string, cell: string): string => name([country, 'cluster-logs', cell]);

export const planDelivery = (country: string, cell: string, cluster: string): DeliveryPlan => ({
  stream: name([country, cell, 'cluster-logs']),
  prefix: `AWSLogs/${OWN_ACCOUNT}/eks/${cluster}/`,
  roles: { writer: deliveryRole(country, cell), feeder: name([country, cell, 'logs-feeder']) },
});
