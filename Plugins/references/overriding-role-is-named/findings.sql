-- Subject: every launch, for each role that it hands over: of one that the input decides nothing can be told.
SELECT w.subject, w.locator, coalesce(p.slot, '') AS key, iif(p.role_is = 'dynamic', 'conditional', 'pass') AS verdict, w.latent,
  iif(p.role_is = 'dynamic', 'dynamic.role-override', NULL) AS code,
  w.callerRole, p.slot, iif(p.slot = 'task', 1, NULL) AS isTask, p.role AS computedRole, p.origin, w.taskDefinition
FROM call_need p
JOIN wiring w ON w.launch = p.launch
WHERE p.purpose = 'pass-role';
