-- Subject: every launch. Only tasks in network mode awsvpc take a network configuration.
WITH judged AS (
  SELECT *, CASE
      WHEN network_mode = 'awsvpc' OR network_is = 'absent' THEN NULL
      WHEN task_is <> 'found' OR network_is = 'dynamic' THEN 'network.undecided'
      ELSE 'network.unexpected'
    END AS code
  FROM wiring
)
SELECT w.subject, w.locator, coalesce(w.family, '') AS key, w.latent, w.code,
  CASE WHEN w.code IS NULL THEN 'pass' WHEN w.code = 'network.undecided' THEN 'unknown' ELSE 'fail' END AS verdict,
  w.callerRole, w.taskRole AS role, iif(w.taskRole IS NULL, NULL, 'task') AS slot,
  w.taskDefinition, w.computedTaskDefinition, w.unreadTaskDefinition, w.missingTaskDefinition, w.taskDefinitionAbsent,
  w.network_mode AS networkMode, w.cluster, w.runs_on AS launchType, iif(w.network_is = 'dynamic', 1, NULL) AS computedNetwork,
  w.stateMachine, w.rule, w.schedule, w.pipe
FROM judged w;
