-- Subject: every state that starts tasks, of state machines of the type EXPRESS.
SELECT w.subject, w.locator, '' AS key, iif(w.pattern = 'request', 'pass', 'fail') AS verdict, w.latent, 'launch.express-wait' AS code,
  w.callerRole, w.taskDefinition, w.cluster, iif(w.pattern = 'sync', 1, NULL) AS sync, iif(w.pattern = 'token', 1, NULL) AS token, w.stateMachine
FROM launch_argument a JOIN wiring w ON w.launch = a.launch
WHERE a.name = 'machine-type';
