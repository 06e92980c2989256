-- Subject: every target that starts tasks or a state machine, of a rule, a schedule or a pipe: all take a role.
SELECT w.subject, w.locator, '' AS key, iif(w.callerAbsent IS NULL, 'pass', 'fail') AS verdict, w.latent,
  iif(w.callerAbsent IS NULL, NULL, 'target.no-role') AS code,
  iif(w.callerAbsent IS NULL, NULL, w.taskRole) AS role, iif(w.callerAbsent IS NULL OR w.taskRole IS NULL, NULL, 'task') AS slot, w.taskDefinition, w.cluster, NULL AS machine,
  w.rule, w.schedule, w.pipe, w.locator AS target, w.cluster AS targetArn
FROM wiring w
WHERE w.source <> 'states'
UNION ALL
SELECT t.subject, t.locator, '', iif(t.role_is = 'absent', 'fail', 'pass'), t.enabled = 0,
  iif(t.role_is = 'absent', 'target.no-role', NULL), NULL, NULL, NULL, NULL, t.subject,
  iif(t.source = 'events', t.subject, NULL), iif(t.source = 'scheduler', t.subject, NULL), iif(t.source = 'pipes', t.subject, NULL), t.locator, t.machine
FROM machine_trigger t;
