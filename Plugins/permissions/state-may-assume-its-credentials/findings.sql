-- Subject: every state that names a role in its Credentials, for the state machine's own role, which assumes it.
SELECT l.subject, l.locator, '' AS key, n.verdict,
  iif(n.verdict = 'unknown', 'credentials.undecided', 'credentials.assume') AS code,
  n.role, 'caller' AS slot, l.service_role AS callerRole, t.arn AS taskDefinition, f.action, f.layer,
  iif(n.verdict = 'fail' AND f.layer = 'resource' AND f.deniedBy IS NULL, 1, NULL) AS byTrust,
  iif(n.verdict = 'fail' AND f.layer = 'identity' AND f.deniedBy IS NULL, 1, NULL) AS byIdentity,
  iif(f.layer IN ('scp', 'rcp') AND f.deniedBy IS NULL, 1, NULL) AS ofOrganization,
  iif(f.layer = 'boundary', o.boundary, NULL) AS boundary,
  f.deniedBy, f.conditionKey, f.conditionOperator, f.conditionValue, f.requestValue, f.documents, f.decided,
  iif(f.layer = 'resource', (SELECT group_concat(DISTINCT e.value ->> 'text')
    FROM json_each(f.decided, '$.nearMisses') m, json_each(m.value, '$.entries') e), NULL) AS trusted,
  iif(n.role_is = 'missing', n.role, NULL) AS missingRole, iif(n.role_is = 'unread', n.role, NULL) AS unreadRole,
  iif(n.role_is = 'found' AND o.id IS NULL, l.service_role, NULL) AS unreadCaller,
  replace(substr(o.arn, 1, instr(o.arn, ':role/')), ':iam:', ':sts:') || 'assumed-role/' || o.name AS session
FROM need n
JOIN launch l ON l.id = n.launch
LEFT JOIN task_definition t ON t.id = l.task_definition_id
LEFT JOIN role o ON o.arn = l.service_role
LEFT JOIN refusal f ON f.id = n.answer
WHERE n.purpose = 'assume-role';
