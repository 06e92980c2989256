-- Subject: every launch that names a family of task definitions, for the revision that will be registered next. That the caller may start the
-- latest one is another check's.
SELECT w.subject, w.locator, '' AS key, 'fail' AS verdict, w.latent, 'runtask.pinned-revision' AS code,
  w.callerRole, w.taskRole AS role, iif(w.taskRole IS NULL, NULL, 'task') AS slot, w.taskDefinition, w.cluster,
  'ecs:RunTask' AS action, p.next AS resource, p.allowed,
  rtrim(p.allowed, '0123456789') || '*' AS anyRevision, w.stateMachine, w.rule, w.schedule
FROM pinned_revision p JOIN wiring w ON w.launch = p.launch
UNION ALL
SELECT l.subject, l.locator, '', 'pass', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM launch l
WHERE l.task_is = 'found' AND l.id NOT IN (SELECT launch FROM pinned_revision);
