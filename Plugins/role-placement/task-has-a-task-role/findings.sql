-- Subject: every task definition in use, for each kind of place where it runs without a task role; one that always has one passes.
-- Where no launch tells, it is what the task definition was registered for. Whether the application calls AWS, no export tells; that
-- there is nothing to call it with is certain where no instance of its clusters has a role.
WITH start AS MATERIALIZED (
  SELECT l.task_definition_id AS task, l.runs_on AS place, NOT EXISTS (
    SELECT * FROM need n WHERE n.purpose = 'pass-role' AND n.launch = l.id AND n.slot = 'task') AS bare,
    max(NOT EXISTS (SELECT * FROM placement p WHERE p.cluster = l.cluster AND p.task_definition_id = l.task_definition_id)) AS elsewhere
  FROM launch l JOIN task_definition t ON t.id = l.task_definition_id
  WHERE t.task_role IS NULL
  GROUP BY task, place, bare
), hosted AS MATERIALIZED (
  SELECT p.task_definition_id AS task, min(i.profile_is IN ('absent', 'missing')) AS bare, group_concat(DISTINCT i.machine) AS machines,
    min(f.whole AND NOT p.scaled) AS certain,
    iif(count(i.role_id) = count(*) AND min(i.role_id) = max(i.role_id), min(r.arn), NULL) AS role
  FROM placement p JOIN task_definition t ON t.id = p.task_definition_id AND t.task_role IS NULL JOIN fleet f ON f.cluster = p.cluster
  JOIN container_instance i ON i.cluster = p.cluster AND i.status = 'ACTIVE' AND i.machine IS NOT NULL LEFT JOIN role r ON r.id = i.role_id
  GROUP BY p.task_definition_id
)
SELECT x.subject, '' AS locator, coalesce(x.place, '') AS key,
  CASE WHEN x.place IS NULL THEN 'pass' WHEN x.place = 'EC2' AND h.bare AND h.certain AND coalesce(x.elsewhere, 0) = 0 THEN 'fail' ELSE 'conditional' END AS verdict,
  CASE
    WHEN x.place = 'FARGATE' THEN 'taskrole.none-fargate'
    WHEN x.place = 'EXTERNAL' OR h.bare THEN 'taskrole.no-credentials'
    ELSE 'taskrole.instance-fallback'
  END AS code,
  x.subject AS taskDefinition, x.place AS runsOn,
  iif(x.place = 'EC2' AND h.bare, h.machines, NULL) AS instances, iif(x.place = 'EC2', h.role, NULL) AS instanceRole
FROM (
  SELECT t.id, t.arn AS subject, s.elsewhere, CASE
    WHEN t.task_role IS NOT NULL OR (s.bare = 0 AND NOT t.of_service) THEN NULL
    WHEN s.bare AND s.place IS NOT NULL THEN s.place
    WHEN t.requires_compatibilities LIKE '%"FARGATE"%' THEN 'FARGATE'
    WHEN t.requires_compatibilities = '["EXTERNAL"]' THEN 'EXTERNAL'
    ELSE 'EC2'
  END AS place
  FROM task_definition t LEFT JOIN start s ON s.task = t.id
  WHERE t.in_use
) x LEFT JOIN hosted h ON h.task = x.id;
