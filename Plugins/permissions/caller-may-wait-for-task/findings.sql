-- Subject: every state that waits for the end of its task (.sync) and whose caller may not call all that this takes: of the calls, the
-- worst decides.
WITH refused AS (
  SELECT a.launch, a.worst,
    (SELECT group_concat(action, ', ') FROM (SELECT n.action FROM call_need n
      WHERE n.purpose = 'sync' AND n.launch = a.launch AND n.verdict = 'fail' ORDER BY n.action)) AS refusedActions,
    (SELECT group_concat(action, ', ') FROM (SELECT n.action FROM call_need n
      WHERE n.purpose = 'sync' AND n.launch = a.launch AND n.verdict = 'conditional' ORDER BY n.action)) AS doubtfulActions,
    (SELECT n.id FROM call_need n WHERE n.purpose = 'sync' AND n.launch = a.launch
      ORDER BY CASE n.verdict WHEN 'fail' THEN 3 WHEN 'conditional' THEN 2 ELSE 1 END DESC, n.action LIMIT 1) AS need
  FROM (SELECT launch, max(CASE verdict WHEN 'fail' THEN 3 WHEN 'conditional' THEN 2 ELSE 1 END) AS worst
    FROM need WHERE purpose = 'sync' GROUP BY launch) a
)
SELECT w.subject, w.locator, '' AS key, w.latent,
  CASE r.worst WHEN 3 THEN 'fail' WHEN 2 THEN 'conditional' ELSE 'unknown' END AS verdict,
  iif(r.worst > 1, 'runtask.sync-permissions', 'runtask.undecided') AS code,
  w.callerRole, w.computedCaller, w.unreadCaller, w.missingCaller, w.callerAbsent, iif(f.cause = 'credentials', 1, NULL) AS credentials,
  iif(f.cause = 'credentials', w.serviceRole, NULL) AS serviceRole, iif(f.cause = 'credentials-rule', 1, NULL) AS credentialsRule,
  w.taskRole AS role, iif(w.taskRole IS NULL, NULL, 'task') AS slot, w.taskDefinition,
  iif(w.computedCluster IS NULL, w.cluster, NULL) AS cluster, w.stateMachine,
  replace(substr(c.arn, 1, instr(c.arn, ':role/')), ':iam:', ':sts:') || 'assumed-role/' || c.name AS session,
  r.refusedActions, iif(r.refusedActions IS NULL, r.doubtfulActions, NULL) AS doubtfulActions, f.resource,
  iif(r.refusedActions LIKE '%events:%', 1, NULL) AS ruleMissing, iif(r.refusedActions LIKE '%ecs:DescribeTasks%', 1, NULL) AS describeMissing,
  iif(r.refusedActions LIKE '%ecs:StopTask%', 1, NULL) AS stopMissing,
  f.deniedBy, iif(f.layer = 'boundary', c.boundary, NULL) AS boundary, iif(f.layer = 'scp', 1, NULL) AS scp,
  f.conditionKey, f.conditionOperator, f.conditionValue, f.documents, f.decided,
  coalesce(replace(iif(w.computedCluster IS NULL, w.cluster, NULL), ':cluster/', ':task/') || '/*', '*') AS tasks,
  'arn:' || arn_part(w.subject, 'partition') || ':events:' || w.region || ':' || arn_part(w.callerRole, 'account')
    || ':rule/StepFunctionsGetEventsForECSTaskRule' AS eventRule
FROM refused r
JOIN wiring w ON w.launch = r.launch
LEFT JOIN need n ON n.id = r.need
LEFT JOIN refusal f ON f.id = n.answer
LEFT JOIN role c ON c.id = w.caller_id;
