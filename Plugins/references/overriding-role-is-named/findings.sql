-- Subject: every launch that overrides a role, for each of these: of one that the input decides nothing can be told.
SELECT w.subject, w.locator, replace(a.name, '-role', '') AS key, iif(a.value_is = 'static', 'pass', 'conditional') AS verdict, w.latent,
  iif(a.value_is = 'static', NULL, 'dynamic.role-override') AS code,
  w.callerRole, replace(a.name, '-role', '') AS slot, iif(a.name = 'task-role', 1, NULL) AS isTask, a.value AS computedRole,
  'override' AS origin, w.taskDefinition
FROM launch_argument a
JOIN wiring w ON w.launch = a.launch
WHERE a.name IN ('task-role', 'execution-role');
