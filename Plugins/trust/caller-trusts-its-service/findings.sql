-- Subject: every state machine, rule, schedule and pipe that starts tasks, and every one of the latter three that starts a state machine, with
-- the role that its service assumes for it. The targets of a rule have a role each, so their locator is the target's id.
SELECT x.subject, iif(x.source = 'events', coalesce(l.locator, m.locator), '') AS locator, '' AS key, x.verdict, x.latent,
  iif(x.obstacle = 'no-allow', 'trust.caller', 'trust.' || x.obstacle) AS code,
  x.role, x.slot, m.machine,
  iif(x.source = 'states', x.subject, NULL) AS stateMachine,
  iif(x.source = 'events', x.subject, NULL) AS rule,
  iif(x.source = 'scheduler', x.subject, NULL) AS schedule, iif(x.source = 'pipes', x.subject, NULL) AS pipe,
  x.action, x.service, x.layer, x.sourceArn, x.sourceAccount, x.deniedBy, x.sid, x.trusted, x.trustedAction,
  x.conditionKey, x.conditionOperator, x.conditionValue, x.requestValue, x.everyone, x.missingRole, x.documents, x.decided
FROM assumption x
LEFT JOIN launch l ON x.source = 'events' AND x.launch IS NOT NULL AND l.subject_id = x.subject_id AND l.service_role = x.role
LEFT JOIN machine_trigger m ON x.machine_trigger IS NOT NULL AND m.subject_id = x.subject_id AND m.role = x.role
WHERE x.slot = 'caller';
