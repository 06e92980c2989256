-- Subject: every launch. Subnets that are given serve any task definition; without them the network mode decides.
-- A list in which nothing but empty texts stands names no subnet.
WITH judged AS (
  SELECT *, CASE
      WHEN network_mode <> 'awsvpc' OR substr(subnets, 1, 8) = '["subnet' OR trim(replace(subnets, 'null', ''), '[",] ') <> '' THEN NULL
      WHEN task_is <> 'found' OR network_is = 'dynamic' THEN 'network.undecided'
      WHEN network_is = 'absent' THEN 'network.missing'
      WHEN subnets IS NULL AND subnets_is <> 'absent' THEN 'network.undecided'
      ELSE 'network.empty-subnets'
    END AS code
  FROM wiring
)
SELECT w.subject, w.locator, coalesce(w.family, '') AS key, w.latent, w.code,
  CASE WHEN w.code IS NULL THEN 'pass' WHEN w.code = 'network.undecided' THEN 'unknown' ELSE 'fail' END AS verdict,
  w.callerRole, w.taskRole AS role, iif(w.taskRole IS NULL, NULL, 'task') AS slot,
  w.taskDefinition, w.computedTaskDefinition, w.unreadTaskDefinition, w.missingTaskDefinition, w.taskDefinitionAbsent,
  w.network_mode AS networkMode, w.cluster, w.runs_on AS launchType,
  iif(w.network_is = 'dynamic' OR w.subnets_is = 'dynamic', 1, NULL) AS computedNetwork,
  w.stateMachine, w.rule, w.schedule, w.pipe
FROM judged w;
