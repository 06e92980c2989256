-- Subject: every task definition in use with a task role, for each container that begins with a program that starts others, or of which a
-- host tells what its processes have. What was seen on a host outweighs the program's name. Which process calls AWS, nothing tells, so
-- each finding is conditional.
WITH seen AS (
  SELECT task_definition_id, container, min(first AND others) AS inherited, group_concat(host, ', ') AS hosts
  FROM credentials_variable WHERE others IS NOT NULL GROUP BY task_definition_id, container
), suspect AS (
  SELECT task_definition_id, container FROM process_starter UNION SELECT task_definition_id, container FROM seen
)
SELECT t.arn AS subject, '' AS locator, x.container AS key,
  iif(s.inherited, 'pass', 'conditional') AS verdict,
  iif(s.inherited IS NULL AND NOT m.scrubs, 'container.wrapper-script', 'container.pid1-env') AS code,
  t.arn AS taskDefinition, t.task_role AS role, x.container, m.program, s.hosts AS seenOn
FROM suspect x JOIN task_definition t ON t.id = x.task_definition_id
LEFT JOIN process_starter m ON m.task_definition_id = x.task_definition_id AND m.container = x.container
LEFT JOIN seen s ON s.task_definition_id = x.task_definition_id AND s.container = x.container
WHERE t.in_use AND t.task_role IS NOT NULL;
