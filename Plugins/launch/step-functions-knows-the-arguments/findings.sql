-- Subject: every state that starts tasks and gives an argument that Step Functions may not know.
WITH given AS (
  SELECT launch, name AS kind, iif(name = 'misspelled', value ->> 0, value) AS argument, iif(name = 'misspelled', value ->> 1, NULL) AS spelling
  FROM launch_argument WHERE name IN ('stranger', 'misspelled', 'doubtful')
)
SELECT w.subject, w.locator, g.argument AS key, iif(g.kind = 'misspelled', 'fail', 'conditional') AS verdict, w.latent,
  CASE g.kind WHEN 'misspelled' THEN 'launch.misspelled-argument' WHEN 'stranger' THEN 'launch.unknown-argument'
    WHEN 'doubtful' THEN 'launch.doubtful-argument' END AS code,
  w.callerRole, w.taskDefinition, w.stateMachine, g.argument, g.spelling
FROM given g JOIN wiring w ON w.launch = g.launch
UNION ALL
SELECT l.subject, l.locator, '', 'pass', 0, NULL, NULL, NULL, NULL, NULL, NULL
FROM launch l
WHERE l.source = 'states' AND l.id NOT IN (SELECT launch FROM given);
