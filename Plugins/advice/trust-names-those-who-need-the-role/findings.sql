-- Subject: every role with a trust policy of one that is in use, for each principal that is named there.
WITH named AS MATERIALIZED (
  SELECT p.trust, p.name, CASE
      WHEN p.type = 'AWS' AND p.name = '*' AND NOT p.restricted THEN 'trust.open-principal'
      WHEN p.type = 'AWS' AND p.name GLOB 'A[IR][DO]A[A-Z0-9]*' AND p.name NOT GLOB '*[^A-Z0-9]*' THEN 'trust.deleted-principal'
      -- Of the one service that is trusted, other checks say whether it is the right one.
      WHEN p.type = 'Service' AND sum(p.type = 'Service') OVER (PARTITION BY p.trust) > 1 THEN 'trust.unneeded-service'
    END AS code,
    iif(p.name GLOB 'states.*.amazonaws.com', 'states.amazonaws.com', iif(p.name = 'ec2.amazonaws.com.cn', 'ec2.amazonaws.com', p.name)) AS service
  FROM trusted_principal p
), trusted AS (
  SELECT r.id, r.arn, p.name, p.code, p.service FROM named p JOIN role r ON r.trust = p.trust WHERE p.code IS NOT NULL
)
SELECT o.arn AS subject, '' AS locator, o.name AS key, iif(CASE o.code
    WHEN 'trust.open-principal' THEN NOT EXISTS (
      SELECT * FROM need n JOIN answer a ON a.id = n.answer WHERE n.role_id = o.id AND a.cause = 'open-principal')
    WHEN 'trust.unneeded-service' THEN EXISTS (SELECT * FROM role_use u WHERE u.role_id = o.id)
      AND NOT EXISTS (SELECT * FROM role_use u WHERE u.role_id = o.id AND (u.service = o.service OR NOT u.allowed))
    ELSE 1
  END, 'fail', 'pass') AS verdict,
  iif(o.code = 'trust.deleted-principal' AND c.id IS NOT NULL, 'trust.deleted-caller', o.code) AS code,
  o.arn AS role, o.name AS principal, c.subject AS stateMachine,
  (SELECT group_concat(DISTINCT u.service) FROM role_use u WHERE u.role_id = o.id) AS services
FROM trusted o
LEFT JOIN launch c ON c.id = (SELECT min(l.id) FROM launch l WHERE l.caller_id = o.id AND l.caller <> l.service_role)
UNION ALL
SELECT r.arn, '', p.name, 'pass', NULL, NULL, NULL, NULL, NULL FROM named p JOIN role r ON r.trust = p.trust WHERE p.code IS NULL;
