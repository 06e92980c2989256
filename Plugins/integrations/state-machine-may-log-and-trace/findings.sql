-- Subject: every state machine that writes logs or traces, for each of the two.
SELECT subject, locator, part AS key, verdict, iif(obstacle = 'undecided', 'logging.undecided', part || '.permissions') AS code,
  subject AS stateMachine, callerRole, action, resource, actions, grants, unreadCaller, missingCaller, isOpen, unnamed,
  iif(part = 'tracing', 1, NULL) AS isTracing, deniedBy, boundary, scp, documents, decided, session
FROM machine_need
WHERE part IN ('logging', 'tracing');
