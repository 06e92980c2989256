-- Subject: every schedule that starts tasks or a state machine and has a dead-letter queue: its role sends to the queue.
SELECT coalesce(l.subject, t.subject) AS subject, '' AS locator, '' AS key, coalesce(l.enabled, t.enabled) = 0 AS latent,
  iif(p.origin LIKE '%.fifo', 'fail', p.verdict) AS verdict,
  CASE WHEN p.origin LIKE '%.fifo' THEN 'dead-letter.fifo' WHEN p.verdict = 'unknown' THEN 'dead-letter.undecided'
    ELSE 'dead-letter.permission' END AS code,
  p.role AS callerRole, p.origin AS queue, p.action, p.resource, p.deniedBy, p.documents, p.decided,
  iif(p.verdict = 'conditional', 1, NULL) AS isOpen, iif(p.cause = 'cross-account', 1, NULL) AS isForeign,
  iif(p.cause = 'role-missing', p.role, NULL) AS missingRole, coalesce(l.subject, t.subject) AS schedule
FROM call_need p
LEFT JOIN launch l ON l.id = p.launch
LEFT JOIN machine_trigger t ON t.id = p.machine_trigger
WHERE p.purpose = 'dead-letter';
