-- Subject: every role that starts tasks, for each statement that lets it do more than what it starts takes.
SELECT r.arn AS subject, '' AS locator, g.kind || ' ' || g.action || ' ' || coalesce(g.resource, g.policy || ' ' || g.statement) AS key, 'fail' AS verdict,
  CASE WHEN g.kind = 'unneeded' THEN 'passrole.unneeded' WHEN g.action = 'ecs:RunTask' THEN 'runtask.broad' ELSE 'passrole.broad' END AS code,
  r.arn AS callerRole, g.action, g.policy, coalesce(g.sid, 'number ' || (g.statement + 1)) AS statement, g.resource AS role
FROM loose_grant g JOIN role r ON r.id = g.role_id
UNION ALL
SELECT DISTINCT r.arn, '', '', 'pass', NULL, NULL, NULL, NULL, NULL, NULL
FROM launch l JOIN role r ON r.id = l.caller_id
WHERE r.id NOT IN (SELECT role_id FROM loose_grant);
