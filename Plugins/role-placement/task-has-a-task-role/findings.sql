-- Subject: every task definition in use, for each kind of place where it runs without a task role; one that always has one passes.
-- Where no launch tells, it is what the task definition was registered for. Whether the application calls AWS, no export tells.
WITH start AS MATERIALIZED (
  SELECT l.task_definition_id AS task, l.runs_on AS place, NOT EXISTS (
    SELECT * FROM need n WHERE n.purpose = 'pass-role' AND n.launch = l.id AND n.slot = 'task') AS bare
  FROM launch l JOIN task_definition t ON t.id = l.task_definition_id
  WHERE t.task_role IS NULL
  GROUP BY task, place, bare
)
SELECT subject, '' AS locator, coalesce(place, '') AS key, iif(place IS NULL, 'pass', 'conditional') AS verdict,
  CASE place
    WHEN 'FARGATE' THEN 'taskrole.none-fargate'
    WHEN 'EXTERNAL' THEN 'taskrole.no-credentials'
    ELSE 'taskrole.instance-fallback'
  END AS code,
  subject AS taskDefinition, place AS runsOn
FROM (
  SELECT t.arn AS subject, CASE
    WHEN t.task_role IS NOT NULL OR (s.bare = 0 AND NOT t.of_service) THEN NULL
    WHEN s.bare AND s.place IS NOT NULL THEN s.place
    WHEN t.requires_compatibilities LIKE '%"FARGATE"%' THEN 'FARGATE'
    WHEN t.requires_compatibilities = '["EXTERNAL"]' THEN 'EXTERNAL'
    ELSE 'EC2'
  END AS place
  FROM task_definition t LEFT JOIN start s ON s.task = t.id
  WHERE t.in_use
);
