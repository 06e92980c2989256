-- Subject: every task definition in use, state machine, rule, schedule, pipe and service, for each role that it names; states too that override a
-- role or name one in their Credentials. Only where all roles of the account were exported is one that is not there missing.
WITH named AS (
  SELECT n.purpose, n.launch, n.subject_id, NULL AS machine_trigger, n.slot, n.role, n.role_is FROM need n WHERE n.purpose = 'assume' AND n.machine_trigger IS NULL
  UNION ALL
  SELECT n.purpose, n.launch, n.subject_id, NULL, 'caller', n.role, n.role_is FROM need n WHERE n.purpose = 'assume-role'
  UNION ALL
  SELECT '', NULL, NULL, m.id, 'caller', m.role, m.role_is FROM machine_trigger m WHERE m.role_is <> 'absent'
)
SELECT coalesce(l.subject, t.arn, m.subject, (SELECT s.arn FROM service s WHERE s.id = n.subject_id)) AS subject,
  iif(n.purpose = 'assume' AND n.slot = 'caller' AND l.source <> 'events', '', coalesce(l.locator, m.locator, '')) AS locator,
  n.slot || ' ' || n.role AS key, coalesce(l.enabled, m.enabled) = 0 AS latent,
  CASE n.role_is WHEN 'found' THEN 'pass' WHEN 'missing' THEN 'fail' ELSE 'unknown' END AS verdict,
  CASE n.role_is WHEN 'missing' THEN 'role.missing' WHEN 'unread' THEN 'role.undecided' END AS code,
  n.role, n.slot, iif(n.slot = 'caller', 'calling', n.slot) || ' role' AS usage,
  iif(n.slot = 'caller', NULL, coalesce(t.arn, o.arn)) AS taskDefinition,
  iif(n.slot = 'task', 1, NULL) AS isTask, iif(n.slot = 'execution', 1, NULL) AS isExecution, iif(n.slot = 'caller', 1, NULL) AS isCaller,
  iif(n.slot = 'infrastructure', 1, NULL) AS isInfrastructure, iif(n.slot = 'service', 1, NULL) AS isService,
  (SELECT r.arn FROM role r WHERE r.account = arn_part(n.role, 'account')
    AND r.name = substr(n.role, length(rtrim(n.role, replace(n.role, '/', ''))) + 1) ORDER BY r.arn LIMIT 1) AS sameName
FROM named n
LEFT JOIN launch l ON l.id = n.launch
LEFT JOIN task_definition t ON t.id = n.subject_id
LEFT JOIN task_definition o ON o.id = l.task_definition_id
LEFT JOIN machine_trigger m ON m.id = n.machine_trigger;
