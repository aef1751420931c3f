export {
  type DispatchStory,
  schedule,
  type ScheduleStory,
  workflowDispatch,
} from './events/by-hand-and-by-clock.ts';
export { mergeGroup, type MergeGroupStory } from './events/merge-group.ts';
export { pullRequest, type PullRequestStory, pullRequestTarget } from './events/pull-request.ts';
export { push, type PushStory } from './events/push.ts';
export { dependabot, type EventName, type WorkflowEvent } from './events/workflow-event.ts';
export { workflowRun, type WorkflowRunStory } from './events/workflow-run.ts';
