-- Subject: every role of a state machine with calls that only policies of what is called may allow.
SELECT r.arn AS subject, '' AS locator, '' AS key, 'unknown' AS verdict, 'integration.resource-policy' AS code,
  r.arn AS callerRole, x.subject AS stateMachine, x.locator AS state, x.states, iif(x.states > 1, 1, NULL) AS several, x.calls, x.more, x.grants, x.others, x.other_roles AS otherRoles,
  json_extract(x.grants, '$[0].Action[0]') AS action, coalesce(json_extract(x.grants, '$[0].Resource[0]'), x.grants ->> '$[0].Resource') AS resource,
  replace(substr(r.arn, 1, instr(r.arn, ':role/')), ':iam:', ':sts:') || 'assumed-role/' || r.name AS session
FROM resource_call x
JOIN role r ON r.id = x.role_id;
