/** Kubernetes minor version of new clusters, the same on both clouds. Moving it is a decision of its own. */
export const KUBERNETES_VERSION = '1.35';
