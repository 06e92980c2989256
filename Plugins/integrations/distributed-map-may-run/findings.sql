-- Subject: every Distributed Map whose state machine's role may not, or not surely, do what it takes: to run the items, and to read and
-- write them; and every state machine that may do it for all of its maps.
SELECT subject, locator, part AS key, verdict,
  CASE
    WHEN obstacle = 'undecided' THEN 'map.undecided'
    WHEN part = 'items' THEN 'map.items'
    WHEN verdict = 'conditional' THEN 'map.condition'
    ELSE 'map.start'
  END AS code,
  subject AS stateMachine, callerRole, action, resource, actions, grants, unreadCaller, missingCaller, isOpen,
  qualified AS labelled, deniedBy, boundary, scp, documents, decided, session
FROM machine_need
WHERE part IN ('map', 'items');
