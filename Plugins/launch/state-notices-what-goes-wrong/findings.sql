-- Subject: every state that starts tasks and, for one of these reasons, would not notice that none runs.
SELECT w.subject, w.locator, a.name AS key, 'fail' AS verdict, w.latent,
  CASE a.name WHEN 'failures-unread' THEN 'launch.failures-unread' WHEN 'no-timeout' THEN 'launch.no-timeout' END AS code,
  w.callerRole, w.taskDefinition, w.stateMachine
FROM launch_argument a JOIN wiring w ON w.launch = a.launch
WHERE a.name IN ('failures-unread', 'no-timeout')
UNION ALL
SELECT l.subject, l.locator, '', 'pass', 0, NULL, NULL, NULL, NULL
FROM launch l
WHERE l.pattern <> 'sync' AND l.source = 'states'
  AND NOT EXISTS (SELECT * FROM launch_argument a WHERE a.launch = l.id AND a.name IN ('failures-unread', 'no-timeout'));
