-- Subject: the roles of an account that a service assumes for what was exported, all in one for each service that they trust. A subject for
-- each role would bury everything else: the roles that AWS's consoles make have no such condition.
SELECT substr(role, 1, instr(role, ':role/')) || 'role/*' AS subject, '' AS locator, service AS key,
  iif(open = 0, 'pass', 'fail') AS verdict, 'trust.confused-deputy' AS code,
  service, open AS count, nullif(open = 1, 0) AS one,
  (SELECT group_concat('`' || n.value || '`', ', ') FROM json_each(names) n) AS roles,
  nullif(max(0, open - 10), 0) AS others,
  nullif(service = 'ecs-tasks.amazonaws.com', 0) AS isTasks, nullif(service = 'scheduler.amazonaws.com', 0) AS isScheduler
FROM trusted_service
WHERE service IN ('ecs-tasks.amazonaws.com', 'events.amazonaws.com', 'scheduler.amazonaws.com', 'pipes.amazonaws.com')
  OR service GLOB 'states.*amazonaws.com';
