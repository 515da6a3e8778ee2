import { KUBERNETES_VERSION, MAINTENANCE, type MaintenancePlan } from '../../../lib/plan/azure';
import type { KubernetesClusterConfig } from '../cdktf';

/** Hours between cleanings of images no pod uses, 24 to 2160. */
const IMAGE_CLEANING_HOURS = 48;

/** How a cluster keeps itself: patches come in its window, images no pod uses go, pools grow and shrink with care. */
export function upkeep(props: {
  readonly kubernetesVersion?: string;
  readonly maintenance?: MaintenancePlan;
}): Partial<KubernetesClusterConfig> {
  const { day, start, utcOffset, hours } = props.maintenance ?? MAINTENANCE;
  // No date to start at: AKS takes the day of the deployment. Where both fall together, it orders them itself.
  const window = {
    frequency: 'Weekly',
    interval: 1,
    dayOfWeek: day,
    startTime: start,
    utcOffset,
    duration: hours,
  };
  return {
    kubernetesVersion: props.kubernetesVersion ?? KUBERNETES_VERSION,
    supportPlan: 'KubernetesOfficial',
    // Patches of the minor version above. Node images are the one channel that isolated clusters can have.
    automaticUpgradeChannel: 'patch',
    nodeOsUpgradeChannel: 'NodeImage',
    maintenanceWindowAutoUpgrade: window,
    maintenanceWindowNodeOs: window,
    imageCleanerEnabled: true,
    imageCleanerIntervalHours: IMAGE_CLEANING_HOURS,
    autoScalerProfile: {
      // A pod for one GPU wakes no node of eight.
      expander: 'least-waste',
      // GPU nodes take long to come: they are not given up for a pause, nor counted as failed before their driver is in.
      scaleDownUnneeded: '30m',
      maxNodeProvisioningTime: '30m',
      // Checkpoints on their way out are not dropped.
      skipNodesWithLocalStorage: true,
      skipNodesWithSystemPods: true,
    },
  };
}
