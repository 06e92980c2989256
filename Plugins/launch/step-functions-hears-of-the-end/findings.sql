-- Subject: the rule by which Step Functions learns that tasks have ended, of every account and region in which a state waits for one (.sync). Where
-- not all rules were exported, one that is not there is unknown.
SELECT s.arn AS subject, '' AS locator, '' AS key,
  CASE WHEN r.enabled THEN 'pass' WHEN r.id IS NULL AND NOT s.complete THEN 'unknown' ELSE 'fail' END AS verdict,
  CASE WHEN r.id IS NOT NULL THEN 'launch.rule-disabled' WHEN s.complete THEN 'launch.rule-missing' ELSE 'launch.rule-undecided' END AS code,
  s.arn AS rule,
  (SELECT nullif(count(DISTINCT l.subject_id) - 1, 0) FROM launch l
    WHERE l.pattern = 'sync' AND l.account = s.account AND l.region = s.region) AS machines,
  (SELECT min(l.subject) FROM launch l WHERE l.pattern = 'sync' AND l.account = s.account AND l.region = s.region) AS stateMachine
FROM (
  SELECT c.account, c.region, (SELECT substr(l.subject, 1, instr(l.subject, ':states:')) || 'events:' || c.region || ':' || c.account
      || ':rule/StepFunctionsGetEventsForECSTaskRule'
    FROM launch l WHERE l.pattern = 'sync' AND l.account = c.account AND l.region = c.region LIMIT 1) AS arn,
    EXISTS (SELECT * FROM scope r WHERE r.account = c.account AND r.region = c.region AND r.kind = 'rule' AND r.complete) AS complete
  FROM scope c WHERE c.kind = 'state-machine'
) s
LEFT JOIN rule r ON r.arn = s.arn
WHERE s.arn IS NOT NULL;
