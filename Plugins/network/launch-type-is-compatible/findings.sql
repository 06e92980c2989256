-- Subject: every launch. `compatibilities` is what ECS found; `requiresCompatibilities` is only what was asked for.
-- A capacity provider that is not Fargate's may be of managed instances, which no export says.
WITH judged AS (
  SELECT *, CASE
      WHEN task_is <> 'found' OR runs_on_is <> 'static' OR coalesce(compatibilities, requires_compatibilities) IS NULL THEN 'unknown'
      WHEN instr(coalesce(compatibilities, requires_compatibilities), '"' || runs_on || '"') THEN 'pass'
      WHEN launch_type_is = 'absent' AND runs_on = 'EC2'
        AND coalesce(compatibilities, requires_compatibilities) LIKE '%"MANAGED_INSTANCES"%' THEN 'unknown'
      -- StartTask may name external instances, too.
      WHEN runs_on_why = 'StartTask' AND coalesce(compatibilities, requires_compatibilities) LIKE '%"EXTERNAL"%' THEN 'unknown'
      ELSE iif(compatibilities IS NULL, 'conditional', 'fail')
    END AS verdict
  FROM wiring w
)
SELECT w.subject, w.locator, coalesce(w.family, '') AS key, w.verdict, w.latent,
  CASE w.verdict WHEN 'pass' THEN NULL WHEN 'unknown' THEN 'compat.undecided' ELSE 'compat.launch-type' END AS code,
  w.callerRole, w.taskDefinition, w.computedTaskDefinition, w.unreadTaskDefinition, w.missingTaskDefinition, w.taskDefinitionAbsent,
  w.network_mode AS networkMode, w.cluster, w.runs_on AS launchType, w.runs_on_why AS launchTypeFrom,
  iif(w.runs_on_is = 'dynamic', w.runs_on_why, NULL) AS computedLaunchType,
  iif(w.runs_on_is = 'unread', w.computedCluster, NULL) AS computedCluster,
  iif(w.runs_on_is = 'unread', w.unreadCluster, NULL) AS unreadCluster,
  iif(w.runs_on_is = 'unread', w.missingCluster, NULL) AS missingCluster,
  replace(replace(trim(coalesce(w.compatibilities, w.requires_compatibilities), '[]'), '"', ''), ',', ', ') AS compatibleWith,
  iif(w.compatibilities IS NULL, w.requires_compatibilities, NULL) AS requiredOnly, w.stateMachine, w.rule, w.schedule, w.pipe
FROM judged w;
