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
  w.callerRole,
  w.taskDefinition,
  iif(w.task_is IN ('dynamic', 'pattern'), w.task_definition, NULL) AS computedTaskDefinition,
  iif(w.task_is = 'unread', w.task_definition, NULL) AS unreadTaskDefinition,
  iif(w.task_is IN ('missing', 'inactive', 'absent'), coalesce(w.task_definition, ''), NULL) AS missingTaskDefinition,
  w.network_mode AS networkMode, w.cluster, w.runs_on AS launchType, iif(w.network_is = 'dynamic', 1, NULL) AS computedNetwork,
  iif(w.source = 'states', w.subject, NULL) AS stateMachine,
  iif(w.source = 'events', w.subject, NULL) AS rule,
  iif(w.source = 'scheduler', w.subject, NULL) AS schedule
FROM judged w;
