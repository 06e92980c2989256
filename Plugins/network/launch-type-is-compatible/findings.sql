-- Subject: every launch. `compatibilities` is what ECS found; `requiresCompatibilities` is only what was asked for.
-- A capacity provider that is not Fargate's may be of managed instances, which no export says.
WITH judged AS (
  SELECT *, CASE
      WHEN task_is <> 'found' OR runs_on_is <> 'static' OR coalesce(compatibilities, requires_compatibilities) IS NULL THEN 'unknown'
      WHEN EXISTS (SELECT * FROM json_each(coalesce(w.compatibilities, w.requires_compatibilities)) c WHERE c.value = w.runs_on) THEN 'pass'
      WHEN launch_type_is = 'absent' AND runs_on = 'EC2' AND coalesce(compatibilities, requires_compatibilities) LIKE '%"MANAGED_INSTANCES"%' THEN 'unknown'
      ELSE iif(compatibilities IS NULL, 'conditional', 'fail')
    END AS verdict
  FROM wiring w
)
SELECT w.subject, w.locator, coalesce(w.family, '') AS key, w.verdict, w.latent,
  CASE w.verdict WHEN 'pass' THEN NULL WHEN 'unknown' THEN 'compat.undecided' ELSE 'compat.launch-type' END AS code,
  w.callerRole,
  w.taskDefinition,
  iif(w.task_is IN ('dynamic', 'pattern'), w.task_definition, NULL) AS computedTaskDefinition,
  iif(w.task_is = 'unread', w.task_definition, NULL) AS unreadTaskDefinition,
  iif(w.task_is IN ('missing', 'inactive', 'absent'), coalesce(w.task_definition, ''), NULL) AS missingTaskDefinition,
  w.network_mode AS networkMode, w.cluster, w.runs_on AS launchType, w.runs_on_why AS launchTypeFrom,
  iif(w.runs_on_is = 'dynamic', w.runs_on_why, NULL) AS computedLaunchType,
  iif(w.runs_on_is = 'unread', w.cluster, NULL) AS unreadCluster,
  replace(replace(trim(coalesce(w.compatibilities, w.requires_compatibilities), '[]'), '"', ''), ',', ', ') AS compatibleWith,
  iif(w.compatibilities IS NULL, w.requires_compatibilities, NULL) AS requiredOnly,
  iif(w.source = 'states', w.subject, NULL) AS stateMachine,
  iif(w.source = 'events', w.subject, NULL) AS rule,
  iif(w.source = 'scheduler', w.subject, NULL) AS schedule
FROM judged w;
