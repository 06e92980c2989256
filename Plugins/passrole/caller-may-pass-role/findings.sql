-- Subject: every launch, for each role that it hands over to ECS.
-- A launch that hands over none passes; one whose roles cannot be told is unknown, not silent. Both have the key 'roles'.
WITH pass AS (
  SELECT p.launch_task, p.id AS passed_role, p.slot, p.role, p.role_is, p.origin, n.role_id AS caller_id,
    coalesce(n.decision, 'unknown') AS decision, coalesce(n.verdict, 'unknown') AS verdict,
    a.layer, a.cause, a.action, a.resource, a.reason
  FROM passed_role p
  LEFT JOIN need n ON n.purpose = 'pass-role' AND n.passed_role = p.id
  LEFT JOIN answer a ON a.id = n.answer
  UNION ALL
  SELECT t.id, NULL, NULL, NULL, NULL, NULL, NULL,
    iif(t.task_is = 'found', 'allowed', 'unknown'), iif(t.task_is = 'found', 'pass', 'unknown'), NULL, NULL, 'iam:PassRole', NULL, NULL
  FROM launch_task t
  WHERE (SELECT count(*) FROM passed_role p WHERE p.launch_task = t.id) < iif(t.task_is = 'found', 1, 2)
)
SELECT w.subject, w.locator, coalesce(p.slot || ' ' || p.role, 'roles') AS key, p.verdict, w.latent,
  CASE
    WHEN p.decision = 'allowed' THEN NULL
    WHEN p.decision = 'unknown' THEN 'passrole.undecided'
    WHEN p.decision = 'conditional' OR p.cause = 'condition' THEN 'passrole.condition'
    WHEN p.layer = 'boundary' THEN 'passrole.boundary'
    WHEN p.layer = 'scp' THEN 'passrole.scp'
    WHEN p.cause = 'deny' THEN 'passrole.explicit-deny'
    WHEN p.cause = 'cross-account' THEN 'passrole.cross-account'
    ELSE 'passrole.no-allow'
  END AS code,
  iif(w.caller_is = 'dynamic', NULL, w.callerRole) AS callerRole,
  iif(w.caller_is = 'dynamic', w.callerRole, NULL) AS computedCaller,
  iif(w.caller_is = 'unread', w.callerRole, NULL) AS unreadCaller,
  iif(w.caller_is = 'missing', w.callerRole, NULL) AS missingCaller,
  iif(w.caller_is = 'absent', w.subject, NULL) AS callerAbsent,
  iif(p.role_is = 'dynamic', NULL, p.role) AS role, p.slot, p.origin,
  iif(p.slot = 'execution' AND p.role_is <> 'dynamic', p.role, NULL) AS executionRole,
  iif(p.role_is = 'dynamic', p.role, NULL) AS computedRole,
  w.taskDefinition,
  iif(w.task_is IN ('dynamic', 'pattern'), w.task_definition, NULL) AS computedTaskDefinition,
  iif(w.task_is = 'unread', w.task_definition, NULL) AS unreadTaskDefinition,
  iif(w.task_is IN ('missing', 'inactive', 'absent'), coalesce(w.task_definition, ''), NULL) AS missingTaskDefinition,
  w.cluster, p.action, p.resource,
  iif(w.source = 'states', w.subject, NULL) AS stateMachine,
  iif(w.source = 'events', w.subject, NULL) AS rule,
  iif(w.source = 'scheduler', w.subject, NULL) AS schedule,
  replace(substr(c.arn, 1, instr(c.arn, ':role/')), ':iam:', ':sts:') || 'assumed-role/' || c.name AS session,
  iif(p.decision = 'explicitly-denied', json_extract(p.reason, '$.statements[0].policy'), NULL) AS deniedBy,
  iif(p.cause = 'no-allow' AND json_extract(p.reason, '$.nearMisses[0].entries[0].differences[0]') <> 'excluded',
    json_extract(p.reason, '$.nearMisses[0].entries[0].text'), NULL) AS nearest,
  json_extract(p.reason, '$.nearMisses[0].entries[0].differences[0]') AS difference,
  iif(json_extract(p.reason, '$.nearMisses[0].entries[0].differences[0]') = 'excluded',
    json_extract(p.reason, '$.nearMisses[0].entries[0].text'), NULL) AS excludedBy,
  json_extract(p.reason, '$.nearMisses[0].conditions[0].key') AS conditionKey,
  json_extract(p.reason, '$.nearMisses[0].conditions[0].policy[0]') AS conditionValue,
  json_extract(p.reason, '$.nearMisses[0].conditions[0].operator') AS conditionOperator,
  json_extract(p.reason, '$.nearMisses[0].conditions[0].request[0]') AS requestValue,
  iif(p.layer = 'boundary', c.boundary, NULL) AS boundary,
  (SELECT group_concat(m.value, ', ') FROM json_each(p.reason, '$.missing') m) AS documents,
  p.reason AS decided
FROM pass p
JOIN wiring w ON w.launch_task = p.launch_task
LEFT JOIN role c ON c.id = p.caller_id;
