-- Subject: every schedule that starts tasks or a state machine and has a dead-letter queue: its role sends to the queue.
SELECT p.subject, '' AS locator, '' AS key, p.latent, iif(p.queue LIKE '%.fifo', 'fail', p.verdict) AS verdict,
  CASE WHEN p.queue LIKE '%.fifo' THEN 'dead-letter.fifo' WHEN p.verdict = 'unknown' THEN 'dead-letter.undecided'
    ELSE 'dead-letter.permission' END AS code,
  p.role AS callerRole, p.queue, p.action, p.resource, p.deniedBy, p.documents, p.decided,
  iif(p.verdict = 'conditional', 1, NULL) AS isOpen, iif(p.cause = 'cross-account', 1, NULL) AS isForeign,
  iif(p.cause = 'role-missing', p.role, NULL) AS missingRole, p.subject AS schedule
FROM dead_letter_need p;
