-- Subject: every launch, for each role that it hands over to ECS and that its caller may not, or not surely, pass.
-- One whose roles cannot be told is unknown, not silent; it has the key 'roles'.
SELECT w.subject, w.locator, coalesce(p.slot || ' ' || p.role, 'roles') AS key, p.verdict, w.latent, 'passrole.' || p.obstacle AS code,
  w.callerRole, w.computedCaller, w.unreadCaller, w.missingCaller, w.callerAbsent, p.credentials, p.serviceRole,
  iif(p.cause = 'dynamic' AND w.caller_is <> 'dynamic', 1, NULL) AS computedPermission,
  iif(p.role_is = 'dynamic', NULL, p.role) AS role, p.slot, p.origin,
  iif(p.slot = 'execution' AND p.role_is <> 'dynamic', p.role, NULL) AS executionRole,
  iif(p.slot = 'task' AND p.role_is <> 'dynamic', p.role, NULL) AS taskRole,
  iif(p.slot = 'infrastructure' AND p.role_is <> 'dynamic', p.role, NULL) AS infrastructureRole,
  iif(p.slot = 'infrastructure', 'ecs.amazonaws.com', 'ecs-tasks.amazonaws.com') AS passedTo,
  iif(p.role_is = 'dynamic', p.role, NULL) AS computedRole,
  -- A role that only its name tells has to be there to have an ARN; of one with an ARN the question can be asked all the same.
  iif(w.caller_is = 'found' AND p.cause = 'document-missing' AND p.role_is = 'unread' AND p.documents IS NULL, p.role, NULL) AS unreadRole,
  iif(w.caller_is = 'found' AND p.cause = 'role-missing' AND p.role_is = 'missing', p.role, NULL) AS missingRole,
  iif(w.caller_is = 'found' AND p.cause = 'role-missing', substr(p.role, instr(p.role, '::') + 2, 12), NULL) AS missingFrom,
  w.taskDefinition, w.computedTaskDefinition, w.unreadTaskDefinition, w.missingTaskDefinition, w.taskDefinitionAbsent,
  w.cluster, coalesce(p.action, 'iam:PassRole') AS action, p.resource, w.stateMachine, w.rule, w.schedule, w.pipe, p.session,
  p.deniedBy, iif(p.deniedBy LIKE 'inline:%', substr(p.deniedBy, 8), NULL) AS deniedInline,
  iif(p.cause = 'no-allow' AND p.difference <> 'excluded', p.entry, NULL) AS nearest, p.difference,
  iif(p.difference = 'excluded', p.entry, NULL) AS excludedBy,
  p.conditionKey, p.conditionOperator, p.conditionValue, p.requestValue, p.boundary, p.documents, p.decided
FROM call_need p
JOIN wiring w ON w.launch = p.launch
WHERE p.purpose = 'pass-role';
