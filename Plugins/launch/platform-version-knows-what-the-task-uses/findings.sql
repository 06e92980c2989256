-- Subject: every launch that names a platform version for a task definition that is known, unless it surely runs elsewhere than on Fargate.
SELECT w.subject, w.locator, coalesce(w.family, '') AS key, w.latent,
  CASE WHEN a.value_is <> 'static' THEN 'unknown' WHEN d.launch IS NULL THEN 'pass' WHEN w.runs_on IS NULL THEN 'conditional' ELSE 'fail' END AS verdict,
  iif(a.value_is = 'static', 'launch.platform-too-old', 'launch.undecided') AS code, w.callerRole, w.taskDefinition, w.cluster,
  iif(a.value_is = 'static', a.value, NULL) AS given, iif(a.value_is <> 'static', a.value, NULL) AS computed,
  d.features, d.needed, iif(w.runs_on IS NULL, 1, NULL) AS isOpen, w.stateMachine, w.rule, w.schedule
FROM launch_argument a CROSS JOIN wiring w ON w.launch = a.launch
LEFT JOIN (
  SELECT launch, group_concat(feature, ', ') AS features, max(version) AS needed FROM platform_demand GROUP BY launch
) d ON d.launch = a.launch
WHERE a.name = 'platform-version' AND w.task_is = 'found' AND coalesce(w.runs_on, 'FARGATE') = 'FARGATE';
