-- Subject: every rule: it has a pattern or a schedule, a schedule only on the default bus, and, where its targets were read, some.
SELECT r.arn AS subject, '' AS locator, '' AS key, r.enabled = 0 AS latent, iif(r.code IS NULL, 'pass', 'fail') AS verdict, r.code,
  r.bus, r.arn AS rule
FROM (
  SELECT *, CASE
      WHEN starting > 0 AND NOT has_pattern AND NOT has_schedule THEN 'rule.no-trigger'
      WHEN starting > 0 AND NOT has_pattern AND bus <> 'default' THEN 'rule.schedule-on-a-bus'
      WHEN targets = 0 THEN 'rule.no-target'
    END AS code
  FROM rule WHERE managed_by IS NULL
) r;
