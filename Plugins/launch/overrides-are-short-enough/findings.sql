-- Subject: every launch whose overrides are surely longer than RunTask takes; only such have a row.
SELECT w.subject, w.locator, '' AS key, w.latent, 'fail' AS verdict, 'launch.overrides-too-long' AS code, w.callerRole, w.taskDefinition, w.cluster,
  a.value AS length, w.stateMachine, w.rule, w.schedule, w.pipe
FROM launch_argument a JOIN wiring w ON w.launch = a.launch
WHERE a.name = 'overrides-length';
