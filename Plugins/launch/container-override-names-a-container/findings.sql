-- Subject: every launch with a container override whose name is not surely right, for each name of it.
WITH judged AS (
  SELECT w.*, a.position, a.value, a.value_is, CASE
      WHEN a.value_is <> 'static' OR w.task_is <> 'found' OR w.containers = '[]' THEN 'unknown'
      ELSE iif(instr(w.containers, json_quote(a.value)), 'pass', 'fail')
    END AS verdict
  FROM launch_argument a JOIN wiring w ON w.launch = a.launch
  WHERE a.name = 'container'
)
SELECT subject, locator, iif(value_is = 'static', value, position) AS key, verdict, latent,
  iif(verdict = 'fail', 'launch.container-override', 'launch.undecided') AS code,
  callerRole, taskDefinition, cluster, iif(value_is = 'static', value, NULL) AS container,
  (SELECT group_concat('`' || c.value || '`', ', ') FROM json_each(containers) c) AS containers,
  iif(value_is IN ('dynamic', 'pattern'), value, NULL) AS computedContainer, nullif(value_is = 'absent', 0) AS nameless,
  computedTaskDefinition, unreadTaskDefinition, missingTaskDefinition,
  iif(containers = '[]', taskDefinition, NULL) AS unlistedContainers, stateMachine, rule, schedule, pipe
FROM judged;
