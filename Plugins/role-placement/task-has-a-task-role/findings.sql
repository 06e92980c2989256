-- Subject: every task definition in use, for each kind of place where it runs without a task role; one that always has one passes.
-- Where no launch and no service tells, it is what the task definition was registered for. Whether the application calls AWS, no
-- export tells; that there is nothing to call it with is certain where no instance of its clusters has a role, or lets the task have it.
WITH bare AS MATERIALIZED (
  SELECT id, arn, requires_compatibilities, metadata_mode AS mode FROM task_definition
  -- Without a network nothing is called.
  WHERE in_use AND task_role IS NULL AND network_mode IS NOT 'none'
), start AS MATERIALIZED (
  SELECT t.id, l.runs_on AS place, NOT EXISTS (SELECT * FROM given_task_role r WHERE r.launch = l.id) AS bare,
    max(coalesce(l.cluster NOT IN (SELECT cluster FROM fleet), 1)) AS elsewhere
  FROM bare t JOIN launch l ON l.task_definition_id = t.id
  GROUP BY t.id, place, bare
  UNION ALL
  SELECT t.id, b.runs_on, 1, max(coalesce(s.cluster NOT IN (SELECT cluster FROM fleet), 1))
  FROM bare t JOIN service_start b ON b.task_definition_id = t.id JOIN service s ON s.id = b.service
  GROUP BY t.id, b.runs_on
), guests AS MATERIALIZED (
  -- What the tasks in a network mode find on the instances of a cluster is the same for all of them.
  SELECT i.cluster, i.mode, min(i.profile_is = 'missing' OR i.access = 'no') AS bare, group_concat(DISTINCT i.machine) AS machines,
    max(i.profile_is NOT IN ('absent', 'missing')) AS blocked, count(i.role_id) = count(*) AS known, min(i.role_id) AS first, max(i.role_id) AS last,
    min(r.arn) AS role, min(CASE WHEN i.access <> 'no' THEN r.arn || ' ' || b.role_id END) AS broad
  FROM metadata_access i LEFT JOIN role r ON r.id = i.role_id LEFT JOIN broad_instance_role b ON b.role_id = i.role_id
  GROUP BY i.cluster, i.mode
), hosted AS MATERIALIZED (
  SELECT t.id, min(g.bare) AS bare, iif(min(g.bare), group_concat(g.machines), NULL) AS machines, min(f.whole AND NOT p.scaled) AS certain,
    max(g.blocked) AS blocked, iif(min(g.known) AND min(g.first) = max(g.last), min(g.role), NULL) AS role, min(g.broad) AS broad
  FROM bare t JOIN placement p ON p.task_definition_id = t.id JOIN fleet f ON f.cluster = p.cluster
  JOIN guests g ON g.cluster = p.cluster AND g.mode = t.mode
  GROUP BY t.id
)
SELECT x.arn AS subject, '' AS locator, coalesce(x.place, '') AS key,
  CASE WHEN x.place IS NULL THEN 'pass' WHEN h.bare AND h.certain AND coalesce(x.elsewhere, 0) = 0 THEN 'fail' ELSE 'conditional' END AS verdict,
  CASE
    WHEN x.place = 'FARGATE' THEN 'taskrole.none-fargate'
    WHEN x.place = 'EXTERNAL' OR h.bare THEN 'taskrole.no-credentials'
    WHEN h.broad IS NOT NULL THEN 'taskrole.instance-fallback'
    ELSE 'taskrole.instance-role'
  END AS code,
  x.arn AS taskDefinition, x.place AS runsOn,
  h.machines AS instances, iif(h.bare, nullif(h.blocked, 0), NULL) AS blocked,
  coalesce(substr(h.broad, 1, instr(h.broad, ' ') - 1), h.role) AS instanceRole, b.actions, b.more
FROM (
  SELECT t.id, t.arn, s.elsewhere, CASE
    WHEN s.bare = 0 THEN NULL
    WHEN s.bare AND s.place IS NOT NULL THEN s.place
    WHEN t.requires_compatibilities LIKE '%"FARGATE"%' THEN 'FARGATE'
    WHEN t.requires_compatibilities = '["EXTERNAL"]' THEN 'EXTERNAL'
    ELSE 'EC2'
  END AS place
  FROM bare t LEFT JOIN start s ON s.id = t.id
) x LEFT JOIN hosted h ON h.id = x.id AND x.place = 'EC2'
  LEFT JOIN broad_instance_role b ON b.role_id = CAST(substr(h.broad, instr(h.broad, ' ') + 1) AS INTEGER)
UNION ALL
SELECT arn, '', '', 'pass', NULL, arn, NULL, NULL, NULL, NULL, NULL, NULL FROM task_definition WHERE in_use AND (task_role IS NOT NULL OR network_mode = 'none');
