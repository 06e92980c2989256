-- Subject: the rule by which Step Functions learns that tasks have ended, of every account and region in which a state waits for one (.sync). Where
-- not all rules were exported, one that is not there says nothing.
SELECT s.arn AS subject, '' AS locator, '' AS key, iif(r.enabled, 'pass', 'fail') AS verdict,
  iif(r.id IS NULL, 'launch.rule-missing', 'launch.rule-disabled') AS code, s.arn AS rule, s.machines, s.stateMachine
FROM (
  SELECT account, region, substr(min(subject), 1, instr(min(subject), ':states:')) || 'events:' || region || ':' || account
    || ':rule/StepFunctionsGetEventsForECSTaskRule' AS arn, nullif(count(DISTINCT subject_id) - 1, 0) AS machines, min(subject) AS stateMachine
  FROM launch WHERE pattern = 'sync' GROUP BY account, region
) s
LEFT JOIN rule r ON r.arn = s.arn
WHERE r.id IS NOT NULL OR EXISTS (
  SELECT * FROM scope c WHERE c.account = s.account AND c.region = s.region AND c.kind = 'rule' AND c.complete);
