-- Subject: every task definition in use, state machine, rule and schedule, for each role that it names; states too that override a
-- role or name one in their Credentials. Only where all roles of the account were exported is one that is not there missing.
WITH named AS (
  SELECT x.subject, iif(x.slot = 'caller' AND x.source <> 'events', '', x.locator) AS locator, x.slot, x.role, x.role_is, x.latent,
    x.taskDefinition
  FROM assumption x
  UNION ALL
  SELECT w.subject, w.locator, 'caller', n.role, n.role_is, w.latent, NULL
  FROM need n JOIN wiring w ON w.launch = n.launch
  WHERE n.purpose = 'assume-role'
  UNION ALL
  SELECT t.subject, t.locator, 'caller', t.role, t.role_is, t.enabled = 0, NULL
  FROM machine_trigger t
  WHERE t.role_is <> 'absent'
)
SELECT subject, locator, slot || ' ' || role AS key, latent,
  CASE role_is WHEN 'found' THEN 'pass' WHEN 'missing' THEN 'fail' ELSE 'unknown' END AS verdict,
  CASE role_is WHEN 'missing' THEN 'role.missing' WHEN 'unread' THEN 'role.undecided' END AS code,
  role, slot, iif(slot = 'caller', 'calling', slot) || ' role' AS usage, iif(slot = 'caller', NULL, taskDefinition) AS taskDefinition,
  iif(slot = 'task', 1, NULL) AS isTask, iif(slot = 'execution', 1, NULL) AS isExecution, iif(slot = 'caller', 1, NULL) AS isCaller,
  (SELECT r.arn FROM role r WHERE r.account = arn_part(n.role, 'account')
    AND r.name = substr(n.role, length(rtrim(n.role, replace(n.role, '/', ''))) + 1) ORDER BY r.arn LIMIT 1) AS sameName
FROM named n;
