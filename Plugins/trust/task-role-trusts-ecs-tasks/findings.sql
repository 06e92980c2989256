-- Subject: every task definition in use that has a task role, and every launch that overrides it.
SELECT coalesce(l.subject, t.arn) AS subject, coalesce(l.locator, '') AS locator, n.role AS key, n.verdict, l.enabled = 0 AS latent,
  CASE
    WHEN n.decision = 'allowed' THEN NULL
    WHEN n.decision = 'unknown' THEN 'trust.undecided'
    WHEN a.cause = 'deny' THEN 'trust.deny'
    WHEN a.cause = 'open-principal' AND json_extract(a.reason, '$.statements[0].effect') = 'Allow' THEN 'trust.open-principal'
    WHEN EXISTS (
      SELECT * FROM json_each(a.reason, '$.nearMisses') m, json_each(m.value, '$.conditions') c
      WHERE lower(json_extract(c.value, '$.key')) IN ('aws:sourcearn', 'aws:sourceaccount')) THEN 'trust.source-condition'
    WHEN json_extract(a.reason, '$.statements[0].effect') = 'Deny' THEN 'trust.deny'
    ELSE 'trust.task-role'
  END AS code,
  n.role, n.slot, iif(l.id IS NULL, 'task definition', 'override') AS origin, l.caller AS callerRole,
  coalesce(t.arn, o.arn) AS taskDefinition,
  a.action, a.principal AS service, a.layer,
  json_extract(a.context, '$."aws:SourceArn"') AS sourceArn, json_extract(a.context, '$."aws:SourceAccount"') AS sourceAccount,
  nullif(json_extract(a.reason, '$.statements[0].policy'), 'trust') AS deniedBy, json_extract(a.reason, '$.statements[0].sid') AS sid,
  (SELECT replace(group_concat(DISTINCT replace(replace(json_extract(e.value, '$.text'), 'Service:', ''), 'AWS:', '')), ',', ', ')
    FROM json_each(a.reason, '$.nearMisses') m, json_each(m.value, '$.entries') e
    WHERE json_extract(m.value, '$.failed') = 'principal') AS trusted,
  (SELECT replace(group_concat(DISTINCT json_extract(e.value, '$.text')), ',', ', ')
    FROM json_each(a.reason, '$.nearMisses') m, json_each(m.value, '$.entries') e
    WHERE json_extract(m.value, '$.failed') = 'action') AS trustedAction,
  json_extract(a.reason, '$.nearMisses[0].conditions[0].key') AS conditionKey,
  json_extract(a.reason, '$.nearMisses[0].conditions[0].operator') AS conditionOperator,
  json_extract(a.reason, '$.nearMisses[0].conditions[0].policy[0]') AS conditionValue,
  coalesce(json_extract(a.reason, '$.nearMisses[0].conditions[0].request[0]'),
    json_extract(a.reason, '$.nearMisses[0].conditions[0].request.pattern')) AS requestValue,
  iif(a.cause = 'open-principal', '*', NULL) AS everyone, iif(a.cause = 'role-missing', 1, NULL) AS roleMissing, a.reason AS decided
FROM need n
LEFT JOIN task_definition t ON n.launch_task IS NULL AND t.id = n.subject_id AND t.in_use
LEFT JOIN launch_task lt ON lt.id = n.launch_task
LEFT JOIN task_definition o ON o.id = lt.task_definition_id
LEFT JOIN launch l ON l.id = lt.launch
LEFT JOIN answer a ON a.id = n.answer
WHERE n.purpose = 'assume' AND n.slot = 'task' AND coalesce(l.subject, t.arn) IS NOT NULL;
