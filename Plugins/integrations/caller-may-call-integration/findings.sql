-- Subject: every state of a state machine that calls something beside starting tasks and may not, or not surely: for the call and for
-- what waiting for its end takes; and every state machine all of whose states may.
SELECT subject, locator, part AS key, verdict,
  CASE WHEN part = 'sync' AND obstacle <> 'undecided' THEN 'integration.sync-permissions' ELSE 'integration.' || obstacle END AS code,
  subject AS stateMachine, call AS integration, callerRole, action, resource, actions, grants, computedCaller, unreadCaller, missingCaller,
  isOpen, nearest, difference, deniedBy, boundary, scp, rcp, crossAccount, qualified, unnamed,
  iif(cause = 'credentials', resource, NULL) AS target, iif(cause = 'credentials-rule', 1, NULL) AS credentialsRule,
  iif(cause = 'endpoint', 1, NULL) AS endpoint,
  iif(part = 'sync' AND actions LIKE '%events:%', 1, NULL) AS ruleMissing,
  iif(part = 'sync' AND actions NOT LIKE 'events:%', 1, NULL) AS watchMissing,
  conditionKey, conditionOperator, conditionValue, documents, decided, session
FROM machine_need
WHERE part IN ('call', 'sync');
