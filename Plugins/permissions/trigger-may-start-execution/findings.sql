-- Subject: every target of a rule and every schedule or pipe that starts a state machine, for the permission of its role.
SELECT t.subject, t.locator, '' AS key, p.verdict, t.enabled = 0 AS latent, 'start-execution.' || p.obstacle AS code,
  t.role AS callerRole,
  iif(t.role_is = 'unread', t.role, NULL) AS unreadCaller,
  iif(t.role_is = 'missing', t.role, NULL) AS missingCaller,
  iif(t.role_is = 'absent', t.subject, NULL) AS callerAbsent,
  iif(t.machine_is = 'static', t.machine, NULL) AS machine,
  iif(t.machine_is IN ('dynamic', 'pattern'), t.machine, NULL) AS computedMachine,
  iif(t.machine_is = 'absent', t.subject, NULL) AS machineAbsent, iif(p.cause = 'qualifier', t.machine, NULL) AS qualified,
  iif(p.cause = 'invocation', t.machine, NULL) AS invocationOpen,
  iif(t.source = 'events', t.subject, NULL) AS rule, iif(t.source = 'scheduler', t.subject, NULL) AS schedule,
  iif(t.source = 'pipes', t.subject, NULL) AS pipe,
  p.action, p.resource, p.session, p.deniedBy,
  iif(p.cause = 'no-allow' AND p.difference <> 'excluded', p.entry, NULL) AS nearest, p.difference,
  iif(p.difference = 'excluded', p.entry, NULL) AS excludedBy,
  p.conditionKey, p.conditionOperator, p.conditionValue, p.requestValue, p.boundary, p.documents, p.decided
FROM call_need p
JOIN machine_trigger t ON t.id = p.machine_trigger
WHERE p.purpose = 'start-execution';
