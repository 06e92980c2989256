-- Subject: every task definition in use that has an execution role, and every launch that overrides it, for each key of one's own with
-- which secrets or parameters of its containers are encrypted. Only of what was exported the key is known.
SELECT coalesce(l.subject, t.arn) AS subject, coalesce(l.locator, '') AS locator, n.role || coalesce(' ' || f.resource, '') AS key,
  n.verdict,
  CASE n.verdict
    WHEN 'pass' THEN NULL
    WHEN 'unknown' THEN 'execrole.key-undecided'
    ELSE iif(f.cause = 'key-policy', 'execrole.key-policy', 'execrole.key')
  END AS code,
  l.enabled = 0 AS latent, n.role, 'execution' AS slot, l.caller AS callerRole, coalesce(t.arn, o.arn) AS taskDefinition,
  n.origin AS secret, f.resource AS encryptionKey, f.action,
  iif(f.resource LIKE '%:alias/%', f.resource, NULL) AS alias,
  iif(n.verdict = 'conditional', 1, NULL) AS isOpen,
  iif(n.verdict = 'conditional' AND f.cause IN ('no-allow', 'boundary'), f.resource, NULL) AS leftToKey,
  iif(f.cause = 'role-missing', n.role, NULL) AS missingRole,
  iif(f.layer = 'boundary', r.boundary, NULL) AS boundary,
  iif(f.layer IN ('scp', 'rcp') AND f.deniedBy IS NULL, f.layer, NULL) AS ofOrganization,
  f.layer, f.deniedBy, f.sid, f.documents, f.decided,
  iif(n.origin LIKE '%:ssm:%', 'secrets from ssm', 'secret from asm') AS retrieval
FROM decryption_need n
LEFT JOIN task_definition t ON t.id = n.subject_id
LEFT JOIN launch l ON l.id = n.launch
LEFT JOIN task_definition o ON o.id = l.task_definition_id
LEFT JOIN role r ON r.id = n.role_id
LEFT JOIN refusal f ON f.id = n.answer;
