-- Subject: the roles of an account that a service assumes for what was exported, all in one for each service that they trust. A subject for
-- each role would bury everything else: the roles that AWS's consoles make have no such condition.
WITH trusting AS (
  SELECT r.arn, r.account, r.name, p.name AS service, p.restricted,
    row_number() OVER (PARTITION BY r.account, p.name, p.restricted ORDER BY r.name) AS place
  FROM trusted_principal p JOIN role r ON r.trust = p.trust
  WHERE r.id IN (SELECT role_id FROM role_use)
    AND (p.name IN ('ecs-tasks.amazonaws.com', 'events.amazonaws.com', 'scheduler.amazonaws.com', 'pipes.amazonaws.com')
      OR p.name GLOB 'states.*amazonaws.com')
)
SELECT substr(min(arn), 1, instr(min(arn), ':role/')) || 'role/*' AS subject, '' AS locator, service AS key,
  iif(min(restricted), 'pass', 'fail') AS verdict, 'trust.confused-deputy' AS code,
  service, sum(NOT restricted) AS count, nullif(sum(NOT restricted) = 1, 0) AS one,
  group_concat(iif(NOT restricted AND place <= 10, '`' || name || '`', NULL), ', ') AS roles,
  nullif(max(0, sum(NOT restricted) - 10), 0) AS others,
  nullif(service = 'ecs-tasks.amazonaws.com', 0) AS isTasks, nullif(service = 'scheduler.amazonaws.com', 0) AS isScheduler
FROM trusting
GROUP BY account, service;
