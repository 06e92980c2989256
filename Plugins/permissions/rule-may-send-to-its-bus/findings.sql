-- Subject: every target of a rule that is an event bus: the role of the target puts events there.
SELECT r.arn AS subject, b.locator, '' AS key, r.enabled = 0 AS latent,
  CASE WHEN b.role IS NULL THEN iif(b.bus LIKE 'arn:%:events:' || r.region || ':' || r.account || ':%', 'pass', 'fail') WHEN b.decision = 'allowed' THEN 'pass'
    WHEN b.decision IN ('conditional', 'unknown') THEN b.decision ELSE 'fail' END AS verdict,
  CASE WHEN b.role IS NULL THEN 'bus.no-role' WHEN b.decision = 'unknown' THEN 'bus.undecided' WHEN f.cause = 'cross-account' THEN 'bus.foreign'
    ELSE 'bus.permission' END AS code,
  b.role AS callerRole, b.bus, f.action, f.resource, f.deniedBy, f.documents, f.decided, iif(b.role_is = 'missing', b.role, NULL) AS missingRole,
  arn_part(b.bus, 'account') AS receiver, r.arn AS rule
FROM bus_target b JOIN rule r ON r.id = b.rule
LEFT JOIN refusal f ON f.id = b.answer;
