-- Subject: every target that starts tasks or a state machine, of a rule, a schedule or a pipe: all take a role, and one of their own account.
SELECT w.subject, w.locator, '' AS key, iif(w.callerAbsent IS NULL AND NOT w.isForeign, 'pass', 'fail') AS verdict, w.latent,
  CASE WHEN w.callerAbsent IS NOT NULL THEN 'target.no-role' WHEN w.isForeign THEN 'target.foreign-role' END AS code,
  iif(w.callerAbsent IS NULL, NULL, w.taskRole) AS role, iif(w.callerAbsent IS NULL OR w.taskRole IS NULL, NULL, 'task') AS slot,
  w.callerRole, w.taskDefinition, w.cluster, NULL AS machine,
  w.rule, w.schedule, w.pipe, w.locator AS target, w.cluster AS targetArn
FROM (
  SELECT *, coalesce(callerRole LIKE 'arn:%' AND callerRole NOT LIKE 'arn:%:iam::' || account || ':%', 0) AS isForeign FROM wiring
) w
WHERE w.source <> 'states'
UNION ALL
SELECT t.subject, t.locator, '', iif(t.role_is = 'absent' OR t.isForeign, 'fail', 'pass'), t.enabled = 0,
  CASE WHEN t.role_is = 'absent' THEN 'target.no-role' WHEN t.isForeign THEN 'target.foreign-role' END, NULL, NULL, t.role, NULL, NULL, t.subject,
  iif(t.source = 'events', t.subject, NULL), iif(t.source = 'scheduler', t.subject, NULL), iif(t.source = 'pipes', t.subject, NULL), t.locator, t.machine
FROM (
  SELECT *, coalesce(role LIKE 'arn:%' AND role NOT LIKE 'arn:%:iam::' || account || ':%', 0) AS isForeign FROM machine_trigger
) t;
