-- Subject: the rules of an account and region that start tasks or state machines, all in one, and its schedules likewise. A subject for each
-- would bury everything else: hardly anybody's targets have queues.
WITH target AS (
  SELECT 'rule' AS kind, account, region, arn, unqueued > 0 AS lost FROM rule WHERE starting > 0
  UNION ALL
  SELECT DISTINCT 'schedule', s.account, s.region, s.subject, s.subject NOT IN (SELECT subject FROM dead_letter_need)
  FROM (SELECT source, account, region, subject FROM launch UNION ALL SELECT source, account, region, subject FROM machine_trigger) s
  WHERE s.source = 'scheduler'
), numbered AS (
  SELECT *, row_number() OVER (PARTITION BY kind, account, region, lost ORDER BY arn) AS place FROM target
)
SELECT substr(min(arn), 1, instr(min(arn), ':' || kind || '/')) || kind || '/*' AS subject, '' AS locator, '' AS key,
  iif(max(lost), 'fail', 'pass') AS verdict, 'target.no-dead-letter-queue' AS code,
  sum(lost) AS count, nullif(sum(lost) = 1, 0) AS one, nullif(max(0, sum(lost) - 10), 0) AS others,
  group_concat(iif(lost AND place <= 10, '`' || substr(arn, instr(arn, ':' || kind || '/') + length(kind) + 2) || '`', NULL), ', ') AS names,
  nullif(kind = 'rule', 0) AS isRule
FROM numbered
GROUP BY kind, account, region;
