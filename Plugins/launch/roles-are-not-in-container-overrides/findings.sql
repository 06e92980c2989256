-- Subject: every launch that puts a role in place of the task definition's, for each of its roles: beside the container overrides or inside one.
SELECT w.subject, w.locator, iif(a.name LIKE '%task-role', 'task', 'execution') AS key,
  iif(a.name LIKE 'container-%', 'fail', 'pass') AS verdict, w.latent, 'launch.container-role' AS code,
  w.callerRole, w.taskDefinition, iif(a.name LIKE '%task-role', 'task', 'execution') AS slot, iif(a.name LIKE '%task-role', 1, NULL) AS isTask,
  iif(a.value_is = 'static', a.value, NULL) AS container, stateMachine, rule, schedule, pipe
FROM launch_argument a JOIN wiring w ON w.launch = a.launch
WHERE a.name IN ('task-role', 'execution-role', 'container-task-role', 'container-execution-role');
