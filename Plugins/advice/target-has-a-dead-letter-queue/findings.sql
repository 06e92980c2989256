-- Subject: the rules of an account and region that start tasks or state machines, all in one, and its schedules likewise. A subject for each
-- would bury everything else: hardly anybody's targets have queues.
WITH target AS (
  SELECT 'rule' AS kind, account, region, arn, unqueued > 0 AS lost FROM rule WHERE starting > 0
  UNION ALL
  SELECT DISTINCT 'schedule', s.account, s.region, s.subject, s.subject NOT IN (SELECT subject FROM dead_letter_need)
  FROM (SELECT source, account, region, subject FROM launch UNION ALL SELECT source, account, region, subject FROM machine_trigger) s
  WHERE s.source = 'scheduler'
)
SELECT substr(min(t.arn), 1, instr(min(t.arn), ':' || t.kind || '/')) || t.kind || '/*' AS subject, '' AS locator, '' AS key,
  iif(max(t.lost), 'fail', 'pass') AS verdict, 'target.no-dead-letter-queue' AS code,
  sum(t.lost) AS count, nullif(sum(t.lost) = 1, 0) AS one, nullif(max(0, sum(t.lost) - 10), 0) AS others,
  (SELECT group_concat('`' || substr(arn, instr(arn, ':' || kind || '/') + length(kind) + 2) || '`', ', ') FROM (
    SELECT o.arn, o.kind FROM target o WHERE o.kind = t.kind AND o.account = t.account AND o.region = t.region AND o.lost
    ORDER BY o.arn LIMIT 10)) AS names,
  nullif(t.kind = 'rule', 0) AS isRule
FROM target t
GROUP BY t.kind, t.account, t.region;
