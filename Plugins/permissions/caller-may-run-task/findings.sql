-- Subject: every launch whose caller is not, or not surely, allowed to start its task definition: the revision that is resolved.
-- Where it is not known which one, the answer is unknown, unless the caller is refused whichever it is.
SELECT w.subject, w.locator, '' AS key, p.verdict, w.latent, 'runtask.' || p.obstacle AS code,
  w.callerRole, w.computedCaller, w.unreadCaller, w.missingCaller, w.callerAbsent, p.credentials, p.serviceRole,
  w.taskRole AS role, iif(w.taskRole IS NULL, NULL, 'task') AS slot,
  w.taskDefinition, w.computedTaskDefinition, w.unreadTaskDefinition, w.missingTaskDefinition, w.taskDefinitionAbsent,
  iif(w.startAction = 'ecs:StartTask', w.subject, NULL) AS startTask,
  iif(w.computedCluster IS NULL, w.cluster, NULL) AS cluster, w.computedCluster, p.action, p.resource,
  iif(p.resource LIKE '%*', p.resource, rtrim(p.resource, '0123456789') || '*') AS anyRevision,
  w.stateMachine, w.rule, w.schedule, w.pipe, p.session, p.deniedBy,
  CASE WHEN p.cause = 'no-allow' AND p.entry || ':' = rtrim(p.resource, '0123456789*') THEN p.entry END AS withoutRevision,
  CASE WHEN p.cause = 'no-allow' AND p.entry GLOB '*:[0-9]*' AND rtrim(p.entry, '0123456789') = rtrim(p.resource, '0123456789')
    THEN p.entry END AS otherRevision,
  CASE WHEN p.cause = 'no-allow' AND p.entry GLOB 'arn:*:ecs:*' AND p.entry NOT GLOB 'arn:*:ecs:*:task-definition/*'
    THEN p.entry END AS otherKind,
  CASE WHEN p.cause = 'no-allow' AND p.difference <> 'excluded' AND p.entry || ':' <> rtrim(p.resource, '0123456789*')
    AND rtrim(p.entry, '0123456789') <> rtrim(p.resource, '0123456789') AND p.entry GLOB '*:task-definition/*'
    THEN p.entry END AS nearest,
  p.difference, iif(p.difference = 'excluded', p.entry, NULL) AS excludedBy,
  p.conditionKey, p.conditionOperator, p.conditionValue, p.requestValue, p.boundary, p.documents, p.decided
FROM call_need p
JOIN wiring w ON w.launch = p.launch
WHERE p.purpose = 'run-task';
