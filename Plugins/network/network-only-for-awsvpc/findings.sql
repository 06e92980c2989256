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
  w.taskDefinition, nullif(w.task_is, 'found') AS taskDefinitionIs,
  iif(w.taskDefinition IS NULL, w.task_definition, NULL) AS taskDefinitionExpression,
  w.network_mode AS networkMode, w.cluster, w.runs_on AS launchType, iif(w.network_is = 'dynamic', w.network_is, NULL) AS networkIs,
  iif(w.source = 'states', w.subject, NULL) AS stateMachine,
  iif(w.source = 'events', w.subject, NULL) AS rule,
  iif(w.source = 'scheduler', w.subject, NULL) AS schedule
FROM judged w;
