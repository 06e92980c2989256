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
  w.taskDefinition, nullif(w.task_is, 'found') AS taskDefinitionIs,
  iif(w.taskDefinition IS NULL, w.task_definition, NULL) AS taskDefinitionExpression,
  w.network_mode AS networkMode, w.cluster, w.runs_on AS launchType, w.runs_on_why AS launchTypeFrom,
  nullif(w.runs_on_is, 'static') AS launchTypeIs,
  replace(trim(coalesce(w.compatibilities, w.requires_compatibilities), '[]'), '"', '') AS compatibleWith,
  iif(w.source = 'states', w.subject, NULL) AS stateMachine,
  iif(w.source = 'events', w.subject, NULL) AS rule,
  iif(w.source = 'scheduler', w.subject, NULL) AS schedule
FROM judged w;
