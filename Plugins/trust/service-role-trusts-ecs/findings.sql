-- Subject: every service that names a role of its own for load balancers.
SELECT x.subject, x.locator, x.role AS key, x.verdict,
  iif(x.obstacle = 'no-allow', 'trust.service-role', 'trust.' || x.obstacle) AS code, x.role, x.slot, x.action, x.service, x.layer,
  x.deniedBy, x.sid, x.trusted, x.trustedAction, x.conditionKey, x.conditionOperator, x.conditionValue, x.requestValue, x.everyone,
  x.missingRole, x.documents, x.decided
FROM assumption x
WHERE x.slot = 'service';
