import type { JsonObject } from '../../../model/json.ts';
import { conditionOf, type Readiness, ready } from './readiness.ts';

/**
 * A HorizontalPodAutoscaler never holds up a deploy: metrics of Pods that are just starting are missing for a while
 * (argoproj/argo-cd gitops-engine pkg/health/health_hpa.go calls that degraded). What is wrong with it is told.
 */
export function autoscalerReadiness(object: JsonObject): Readiness {
  const able = conditionOf(object, 'AbleToScale');
  const active = conditionOf(object, 'ScalingActive');
  const bad = [able, active].find(each => each?.status === 'False');
  return ready(bad ? `does not scale yet: ${bad.reason}: ${bad.message}` : 'applied');
}
