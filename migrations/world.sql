-- The world: what the record means at one import. A pure function of the record; dropped and rebuilt at will.
--
-- The `id` of role, task_definition, cluster … is the resource's: stable over rebuilds. Four-valued scalars are a column
-- and its `_is`: 'static' (the value), 'pattern' (a glob), 'dynamic' (why it cannot be told), 'absent' (NULL).
-- Checks read these tables and views, and nothing else.

-- What can be concluded from absence: the newest word on each (account, region, kind).
CREATE TABLE scope (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  kind TEXT NOT NULL,
  complete INTEGER NOT NULL,
  PRIMARY KEY (account, region, kind)
) STRICT, WITHOUT ROWID;

-- iam get-account-authorization-details, get-role, list-roles. `boundary_is` is 'unread' where the export does not say;
-- `trust` is its trust policy, the same number for equal ones, and NULL where it was not read;
-- `policies_read` is 0 where it does not print the role's policies, or where a policy of a role that matters for placement has no
-- document.
CREATE TABLE role (
  id INTEGER PRIMARY KEY,
  arn TEXT NOT NULL,
  account TEXT NOT NULL,
  path TEXT NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  boundary TEXT,
  boundary_is TEXT NOT NULL,
  policies_read INTEGER NOT NULL,
  trust INTEGER
) STRICT;

-- Whom the trust policies of roles in use name in Allow statements, by the role's `trust`. `type` is AWS, Service, Federated or
-- CanonicalUser, `name` as it is written; everybody is AWS `*`. `restricted`: whether each statement that names them asks for more: of a
-- service, on whose behalf it acts (aws:SourceAccount and the like), of others, anything at all.
CREATE TABLE trusted_principal (
  trust INTEGER NOT NULL,
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  restricted INTEGER NOT NULL,
  PRIMARY KEY (trust, type, name)
) STRICT, WITHOUT ROWID;

-- How many roles of an account that were asked about let a service in by their trust policies: `restricted` on whose behalf it comes or
-- who it is, `open` without asking; `names` are the first ten of the latter, a JSON list. `role` is the ARN of one.
CREATE TABLE trusted_service (
  account TEXT NOT NULL,
  service TEXT NOT NULL,
  role TEXT NOT NULL,
  restricted INTEGER NOT NULL,
  open INTEGER NOT NULL,
  names TEXT NOT NULL,
  PRIMARY KEY (account, service)
) STRICT, WITHOUT ROWID;

-- ecs describe-task-definition. `network_mode` is the effective one (absent means bridge). `latest` marks the latest ACTIVE
-- revision of its family; `containers` is a JSON list of names; `in_use` that, and the revisions that a launch or a service names: only these are subjects of checks.
-- `fargate_refuses`: where it is for Fargate and the export has not what ECS found it to be
-- compatible with, a JSON list of its parameters that Fargate does not take. `metadata_mode`: its network mode as `metadata_access`
-- tells them apart, 'other' for Docker's network on Windows, where there is no iptables to keep containers from anything.
CREATE TABLE task_definition (
  id INTEGER PRIMARY KEY,
  arn TEXT NOT NULL,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  family TEXT NOT NULL,
  revision INTEGER NOT NULL,
  status TEXT NOT NULL,
  latest INTEGER NOT NULL,
  in_use INTEGER NOT NULL,
  network_mode TEXT NOT NULL,
  task_role TEXT,
  execution_role TEXT,
  compatibilities TEXT,
  requires_compatibilities TEXT,
  cpu TEXT,
  memory TEXT,
  operating_system TEXT,
  containers TEXT NOT NULL,
  uses_efs INTEGER NOT NULL,
  fargate_refuses TEXT,
  metadata_mode TEXT NOT NULL GENERATED ALWAYS AS (
    iif(network_mode = 'bridge' AND operating_system LIKE 'WINDOWS%', 'other', network_mode)
  ) VIRTUAL
) STRICT;
CREATE INDEX task_definition_family ON task_definition (family COLLATE NOCASE) WHERE latest;

-- ecs describe-clusters. `default_strategy` and `capacity_providers` are JSON lists; the latter and `has_instances` are NULL where
-- unread.
CREATE TABLE cluster (
  id INTEGER PRIMARY KEY,
  arn TEXT NOT NULL,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  name TEXT NOT NULL,
  status TEXT NOT NULL,
  default_strategy TEXT NOT NULL,
  capacity_providers TEXT,
  has_instances INTEGER
) STRICT;

-- The roles of ACTIVE container instances whose policies allow more than the agent needs: `actions` are the first three of those beyond it,
-- `more` the number of the others. A role with a permissions boundary is left out, for that may take them away.
CREATE TABLE broad_instance_role (
  role_id INTEGER PRIMARY KEY REFERENCES role,
  actions TEXT NOT NULL,
  more INTEGER
) STRICT;

-- ecs describe-container-instances, with what ec2 describe-instances and describe-images say of the machine. `cluster` is an ARN.
-- `machine` is the id of the EC2 instance; NULL: it is none. `connected` and `attributes` (a JSON list of what ECS defines) are NULL
-- where unread; `agent` is the agent's version as a number, 1.89.2 being 1089002. `optimized`: whether the image is Amazon's for ECS;
-- NULL where that cannot be told. `profile` is the instance profile and `role_id` its role; `profile_is` 'found', 'missing' (no role
-- has it), 'absent' (the machine has none) or 'unread'. `vpc` and `zone`: where the machine is; NULL where unread.
-- `metadata`: to whom its metadata answer: 'open', 'near' (the token that they ask for travels no further than the machine itself), 'off',
-- NULL where unread.
CREATE TABLE container_instance (
  id INTEGER PRIMARY KEY,
  arn TEXT NOT NULL,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  cluster TEXT NOT NULL,
  status TEXT NOT NULL,
  machine TEXT,
  connected INTEGER,
  agent_version TEXT,
  agent INTEGER,
  attributes TEXT,
  optimized INTEGER,
  profile TEXT,
  profile_is TEXT NOT NULL,
  role_id INTEGER REFERENCES role,
  vpc TEXT,
  zone TEXT,
  metadata TEXT
) STRICT;
CREATE INDEX container_instance_cluster ON container_instance (cluster);

-- A task definition that a launch or a service runs on the EC2 instances of a cluster; only of clusters whose container instances
-- were exported. `required`: the attributes that an instance must have for it, a JSON list. `scaled`: only capacity providers run
-- it, which may start instances of another kind. `latent`: only disabled rules and schedules do. `takes_role`: the agent pulls its
-- images and writes its logs with the role of the instance, for it has no execution role.
CREATE TABLE placement (
  cluster TEXT NOT NULL,
  task_definition_id INTEGER NOT NULL REFERENCES task_definition,
  required TEXT NOT NULL,
  scaled INTEGER NOT NULL,
  latent INTEGER NOT NULL,
  takes_role INTEGER NOT NULL,
  PRIMARY KEY (cluster, task_definition_id)
) STRICT, WITHOUT ROWID;

-- What a task definition on the instances of a cluster uses that takes an agent of some version, and of which no attribute tells:
-- 'secret-key', a part of a secret, and 'execute-command', ECS Exec. `agent` is the first version that knows it, as a number.
CREATE TABLE agent_demand (
  cluster TEXT NOT NULL,
  task_definition_id INTEGER NOT NULL REFERENCES task_definition,
  feature TEXT NOT NULL,
  agent INTEGER NOT NULL,
  version TEXT NOT NULL,
  PRIMARY KEY (cluster, feature, task_definition_id)
) STRICT, WITHOUT ROWID;

-- hosts/INSTANCE, what was found out on a container instance. `name` is that of the folder, `cluster` an ARN. `container_instance` is
-- NULL where container instances of the region were not exported; a host that is none of those that were is left out. The rest is NULL
-- where the evidence does not say: what ecs.config says of task roles (and of those of the network mode host), how many requests for
-- credentials a second the agent is set to answer, whether the agent runs,
-- whether the rules of iptables that lead to it are there, whether packets to it are let through; whether what containers in the network
-- mode bridge send to the metadata of the instance is dropped.
CREATE TABLE host (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  cluster TEXT NOT NULL,
  container_instance INTEGER REFERENCES container_instance,
  task_roles INTEGER,
  task_roles_of_host INTEGER,
  requests_per_second INTEGER,
  agent_runs INTEGER,
  prerouting INTEGER,
  output INTEGER,
  route_localnet INTEGER,
  drops_metadata INTEGER
) STRICT;
CREATE INDEX host_container_instance ON host (container_instance);

-- ec2 describe-instance-attribute of a machine of a cluster, or user-data.txt of a host: what it writes into ecs.config about task
-- roles when it is launched, NULL where it says nothing.
CREATE TABLE user_data (
  cluster TEXT NOT NULL,
  machine TEXT NOT NULL,
  container_instance INTEGER REFERENCES container_instance,
  task_roles INTEGER,
  task_roles_of_host INTEGER,
  PRIMARY KEY (cluster, machine)
) STRICT, WITHOUT ROWID;

-- A file of a host that sets a proxy. `missing`: what its NO_PROXY must name and does not, NULL where it names all; `certain` is 0
-- where an address range covers it, which not every program understands, or where it is not an address.
CREATE TABLE host_proxy (
  host INTEGER NOT NULL REFERENCES host,
  file TEXT NOT NULL,
  missing TEXT,
  certain INTEGER NOT NULL,
  PRIMARY KEY (host, file)
) STRICT, WITHOUT ROWID;

-- A container of a task definition in use whose first process is a program that starts others; `program` is its name. `scrubs` is 0
-- for a wrapper script, which hands its environment on.
CREATE TABLE process_starter (
  task_definition_id INTEGER NOT NULL REFERENCES task_definition,
  container TEXT NOT NULL,
  program TEXT NOT NULL,
  scrubs INTEGER NOT NULL,
  PRIMARY KEY (task_definition_id, container)
) STRICT, WITHOUT ROWID;

-- A container of a task definition in use whose root file system is read-only.
CREATE TABLE read_only_container (
  task_definition_id INTEGER NOT NULL REFERENCES task_definition,
  container TEXT NOT NULL,
  PRIMARY KEY (task_definition_id, container)
) STRICT, WITHOUT ROWID;

-- A container of a task definition in use whose variables name credentials that SDKs take before those of the task role. `certain`:
-- whether they are a pair of keys; a profile or a file need not be there.
CREATE TABLE static_credentials (
  task_definition_id INTEGER NOT NULL REFERENCES task_definition,
  container TEXT NOT NULL,
  variables TEXT NOT NULL,
  certain INTEGER NOT NULL,
  PRIMARY KEY (task_definition_id, container)
) STRICT, WITHOUT ROWID;

-- A container among whose variables a launch sets such credentials. `certain`: whether they are a pair of keys, written down.
CREATE TABLE given_credentials (
  launch INTEGER NOT NULL REFERENCES launch,
  container TEXT NOT NULL,
  variables TEXT NOT NULL,
  certain INTEGER NOT NULL,
  PRIMARY KEY (launch, container)
) STRICT, WITHOUT ROWID;

-- A container of a task definition in use whose variables set a proxy for http. `excepted`: whether NO_PROXY names the address of
-- task credentials; NULL where its value is not in the export.
CREATE TABLE container_proxy (
  task_definition_id INTEGER NOT NULL REFERENCES task_definition,
  container TEXT NOT NULL,
  variable TEXT NOT NULL,
  excepted INTEGER,
  PRIMARY KEY (task_definition_id, container)
) STRICT, WITHOUT ROWID;

-- Whether the processes of a container on a host have the variable that leads to the credentials of the task role: the first one, and
-- all others; NULL where there are no others.
CREATE TABLE credentials_variable (
  task_definition_id INTEGER NOT NULL REFERENCES task_definition,
  container TEXT NOT NULL,
  host TEXT NOT NULL,
  first INTEGER NOT NULL,
  others INTEGER,
  PRIMARY KEY (task_definition_id, container, host)
) STRICT, WITHOUT ROWID;

-- An AWS SDK in a container: seen on a host (`source` is its name), or told by the bill of materials of the image (`source` is the
-- image). `needed` is the first version that knows task roles, `outdated` whether this one is older.
CREATE TABLE installed_sdk (
  task_definition_id INTEGER NOT NULL REFERENCES task_definition,
  container TEXT NOT NULL,
  source TEXT NOT NULL,
  sdk TEXT NOT NULL,
  version TEXT NOT NULL,
  needed TEXT NOT NULL,
  outdated INTEGER NOT NULL,
  PRIMARY KEY (task_definition_id, container, source, sdk)
) STRICT, WITHOUT ROWID;

-- One place that starts tasks: a Task state of a state machine, an EventBridge target, a schedule, a pipe.
-- `locator` is the state's path or the target's id. `pattern`: how Step Functions waits: 'request' (it does not), 'sync', 'token'.
-- `action` is ecs:RunTask or, of some states, ecs:StartTask; `caller` is the role that calls it.
-- `service_role` is the subject's own role, which the service assumes: the caller too, unless a state's Credentials name another.
-- `network_is` says whether a network configuration is given at all; `subnets` is a JSON list where static.
-- `task_definition_id` is what it starts and `task_is` 'found', or why there is none: 'missing' and 'inactive' only where the
-- export is complete, 'unread' where it is not, 'pattern' and 'dynamic' where the input decides, 'absent'.
-- `runs_on` is FARGATE, EC2 or EXTERNAL; `runs_on_why` what says so.
-- `task_role` and `execution_role` are handed over: those of an override, else of the task definition; `task_role_is` 'dynamic' where
-- the input decides. `may_…` is 1 where the caller may do what the launch needs: pass the roles, call RunTask, and call what .sync
-- takes beside; 0 where it may not or that cannot be told, which is a row of `need`; NULL where there is no such role, and for a
-- launch that does not wait.
-- `network_mode`, `compatibilities` and `requires_compatibilities` are those of the task definition, which need not be looked up for
-- them; `task_region` is its region where that is another one.
CREATE TABLE launch (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  subject_id INTEGER NOT NULL,
  subject TEXT NOT NULL,
  locator TEXT NOT NULL,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  pattern TEXT NOT NULL,
  action TEXT NOT NULL,
  caller TEXT,
  caller_is TEXT NOT NULL,
  caller_id INTEGER REFERENCES role,
  service_role TEXT,
  cluster TEXT,
  cluster_is TEXT NOT NULL,
  cluster_id INTEGER REFERENCES cluster,
  task_definition TEXT,
  task_definition_is TEXT NOT NULL,
  launch_type TEXT,
  launch_type_is TEXT NOT NULL,
  strategy TEXT,
  strategy_is TEXT NOT NULL,
  network_is TEXT NOT NULL,
  subnets TEXT,
  subnets_is TEXT NOT NULL,
  public_ip TEXT,
  public_ip_is TEXT NOT NULL,
  task_definition_id INTEGER REFERENCES task_definition,
  task_is TEXT NOT NULL,
  runs_on TEXT,
  runs_on_is TEXT NOT NULL,
  runs_on_why TEXT NOT NULL,
  task_role TEXT,
  task_role_is TEXT,
  task_role_id INTEGER REFERENCES role,
  execution_role TEXT,
  may_pass_task_role INTEGER,
  may_pass_execution_role INTEGER,
  may_run_task INTEGER NOT NULL,
  may_wait INTEGER,
  network_mode TEXT,
  compatibilities TEXT,
  requires_compatibilities TEXT,
  task_region TEXT
) STRICT;
CREATE INDEX launch_subject ON launch (subject_id);

-- ecs describe-services: what runs tasks in nobody's name, so that it is no launch; those that were deleted are left out.
-- `wants_tasks`: whether it is to run any; NULL where unread.
CREATE TABLE service (
  id INTEGER PRIMARY KEY,
  arn TEXT NOT NULL,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  cluster TEXT,
  wants_tasks INTEGER
) STRICT;

-- What a service starts: by itself (`locator` is empty) or, where it is deployed from outside ECS, as a task set (the family and revision).
-- `task_definition_id` may be a revision that was deregistered; NULL where it was not read. `runs_on` is as of a launch. `providers`,
-- `subnets` and `security_groups` are JSON lists, empty where none is named; `too_new` tells what the task uses and the platform version
-- does not know, and `needed` the first version that does. `balanced`: whether its tasks are registered with load balancers.
CREATE TABLE service_start (
  id INTEGER PRIMARY KEY,
  service INTEGER NOT NULL REFERENCES service,
  locator TEXT NOT NULL,
  task_definition TEXT NOT NULL,
  task_definition_id INTEGER REFERENCES task_definition,
  runs_on TEXT,
  runs_on_is TEXT NOT NULL,
  runs_on_why TEXT NOT NULL,
  launch_type TEXT,
  providers TEXT NOT NULL,
  platform_version TEXT,
  too_new TEXT,
  needed TEXT,
  has_network INTEGER NOT NULL,
  subnets TEXT NOT NULL,
  security_groups TEXT NOT NULL,
  public_ip TEXT,
  balanced INTEGER NOT NULL
) STRICT;

-- What few launches give, in rows by `name`; what nearly all give only where there is something to judge in it. A launch that
-- names no task definition, or whose arguments are computed as a whole, has none. `position` is that of an element in its list,
-- from 1; 0 is the whole, also of a list that is computed. 'count' unless it is 1; 'launch-type' where it is EXTERNAL;
-- 'platform-version'; 'propagate-tags' where it is SERVICE; 'placement-constraints' and 'placement-strategy', without a value; 'provider': each of a capacity provider
-- strategy; 'cpu', 'memory', 'task-role' and 'execution-role': overrides of the task's; 'container': each name among the container overrides, unless all
-- are those of containers of the task definition; 'container-task-role' and 'container-execution-role': the name of the first container
-- override with such a role, which is taken beside the container overrides only; 'overrides-length': how many characters overrides have at least that are too long; 'subnet' and
-- 'security-group': all of a list that has more than five, one twice, or one that does not look like an id; 'machine-type':
-- EXPRESS, of a state; 'stranger': a member of a state's request that RunTask has not;
-- 'misspelled': one that it has in another spelling, a JSON list of both; 'doubtful': Count and
-- StartedBy, given to the optimized integration; 'failures-unread': without a value, of a state that does not wait for
-- its task and does not look at what RunTask reports; 'no-timeout': likewise, of one that waits for its token for as long as it takes.
CREATE TABLE launch_argument (
  id INTEGER PRIMARY KEY,
  launch INTEGER NOT NULL REFERENCES launch,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  value TEXT,
  value_is TEXT NOT NULL
) STRICT;
CREATE INDEX launch_argument_name ON launch_argument (name, launch);

-- What the task of a launch uses and the platform version of Fargate that the launch names does not know; `version` is the first that does.
CREATE TABLE platform_demand (
  launch INTEGER NOT NULL REFERENCES launch,
  feature TEXT NOT NULL,
  version TEXT NOT NULL,
  PRIMARY KEY (launch, feature)
) STRICT, WITHOUT ROWID;

-- A launch that names its subnets, where ec2 describe-subnets was exported. `missing`: what a task on Fargate needs before it runs and
-- nothing leads to from `subnet`, by the names of VPC endpoints, `is_public` whether the subnet leads to an internet gateway. A `subnet`
-- without `missing` is one of which that cannot be told; both are NULL where all is well. `vpcs`: of which VPCs the subnets are, if of several.
CREATE TABLE egress (
  launch_id INTEGER PRIMARY KEY REFERENCES launch,
  subnet TEXT,
  missing TEXT,
  is_public INTEGER NOT NULL,
  vpcs TEXT
) STRICT;

-- ec2 describe-subnets: where subnets are. `account` is that of the export, which may only share them.
CREATE TABLE subnet (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  name TEXT NOT NULL,
  vpc TEXT NOT NULL,
  zone TEXT,
  PRIMARY KEY (account, region, name)
) STRICT, WITHOUT ROWID;

-- A security group of a launch, where ec2 describe-security-groups was exported, that is of another VPC (`state` 'other'), is not in the
-- export ('missing'; 'unread' where that is not complete); one of an empty `name`, 'fits', where there is none of these. `vpc` is the group's,
-- `wanted` that of `beside`: a subnet of the launch, or its first group. `certain`: whether both can be in no other VPC.
CREATE TABLE security_group_use (
  launch INTEGER NOT NULL REFERENCES launch,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  vpc TEXT,
  wanted TEXT,
  beside TEXT,
  certain INTEGER NOT NULL,
  PRIMARY KEY (launch, name)
) STRICT, WITHOUT ROWID;

-- A launch that names a family of task definitions, and whose caller may start the latest revision and not the one after it. `allowed` is the
-- ARN of the one, `next` that of the other.
CREATE TABLE pinned_revision (
  launch INTEGER PRIMARY KEY REFERENCES launch,
  allowed TEXT NOT NULL,
  next TEXT NOT NULL
) STRICT;

-- events list-rules and list-targets-by-rule: rules, of those that AWS manages (`managed_by`) only that by which Step Functions learns that
-- tasks have ended. `targets` is NULL where they were not read; `starting` are those that start tasks or state machines, `unqueued` those of
-- them that have no dead-letter queue.
CREATE TABLE rule (
  id INTEGER PRIMARY KEY,
  arn TEXT NOT NULL,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  bus TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  managed_by TEXT,
  has_pattern INTEGER NOT NULL,
  has_schedule INTEGER NOT NULL,
  targets INTEGER,
  starting INTEGER NOT NULL,
  unqueued INTEGER NOT NULL
) STRICT;

-- A target of a rule that is an event bus. `role` sends to it, and `decision` says whether it may; `role_is` is 'absent' where there is none.
CREATE TABLE bus_target (
  id INTEGER PRIMARY KEY,
  rule INTEGER NOT NULL REFERENCES rule,
  locator TEXT NOT NULL,
  bus TEXT NOT NULL,
  role TEXT,
  role_is TEXT NOT NULL,
  role_id INTEGER REFERENCES role,
  decision TEXT NOT NULL,
  answer INTEGER
) STRICT;

-- One place that starts a state machine: an EventBridge target, a schedule or a pipe. `machine` is the ARN, perhaps with a version or an
-- alias; `role` calls StartExecution, and `role_is` is 'absent' where none is named.
CREATE TABLE machine_trigger (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  subject_id INTEGER NOT NULL,
  subject TEXT NOT NULL,
  locator TEXT NOT NULL,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  machine TEXT,
  machine_is TEXT NOT NULL,
  role TEXT,
  role_is TEXT NOT NULL,
  role_id INTEGER REFERENCES role
) STRICT;

-- ecs list-account-settings: the settings that are the account's and decide something. 'tagResourceAuthorization' is 'on' or 'off'.
CREATE TABLE account_setting (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (account, region, name)
) STRICT, WITHOUT ROWID;

-- The question in full and why it was not allowed, once for all needs that ask it. `cause` is the evaluator's own word:
-- no-allow, deny, boundary, scp, rcp, condition, keys, cross-account, open-principal, document-missing, role-missing, role-absent,
-- dynamic, key-policy: the role's policies allow it, and that of the key, which no export holds, has to as well; and credentials: the state's Credentials name a role that the state machine's own role may not, or not surely, assume;
-- credentials-rule: with Credentials, AWS does not say which of the two roles makes the rule that .sync waits by;
-- invocation: a pipe does not say how it starts the state machine, and only StartExecution is allowed;
-- qualifier: of a state machine's version or alias, only the one or only the state machine itself is allowed.
-- reason: {"statements", "nearMisses", "unknownKeys", "missing"}.
CREATE TABLE answer (
  id INTEGER PRIMARY KEY,
  principal TEXT NOT NULL,
  action TEXT NOT NULL,
  resource TEXT NOT NULL,
  context TEXT NOT NULL,
  layer TEXT,
  cause TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;

-- A permission that something asks for, decided when the world is built; one narrow row each. `role` is the role asked about:
-- purpose 'pass-role': the role that a launch's caller hands over and may not, by slot, from the task definition or an override
-- (`origin`); one of an empty slot where roles cannot all be told. Slot 'infrastructure': the role with which ECS makes a volume,
-- also where it may be passed.
-- purpose 'run-task': the role that calls RunTask and may not, for the revision that is resolved; where that is not known, it is
-- unknown, or refused whichever it is.
-- purpose 'sync': the same role, for each call that .sync takes beside and that is not allowed.
-- purpose 'start-execution': the role of a `machine_trigger`, for the state machine.
-- purpose 'decrypt': an execution role, of a task definition in use or of a launch that overrides it, for a key of one's own with which
-- one of its secrets, `origin`, is encrypted; one that is allowed where all secrets that were exported are encrypted otherwise.
-- purpose 'dead-letter': the role of a schedule, of a launch or of a `machine_trigger`, for the queue in `origin`.
-- purpose 'assume': the role that a service assumes; trust is a need like any other.
-- purpose 'assume-role': the role of a state's Credentials, which the state machine's own role assumes. Unless that is allowed,
-- no 'pass-role', 'run-task' and 'sync' of the launch is: what would be allowed is 'unknown', and shares the answer.
-- purpose 'execution': the execution role of a task definition in use, or of a launch that overrides it, for each thing that ECS
-- does with it before a container runs and that is not allowed; one that is allowed where all are. Where there is no role, `role`
-- is empty and each thing is refused for which one must be there.
-- purpose 'execution-instance': the role of container instances on which a task definition without execution role runs, for its images
-- and logs.
-- purpose 'expected': the task role likewise, for what the configuration declares that the application needs.
-- purpose 'callback': the task role of a launch whose state waits for its token, for returning it; 'token-absent' where the task
-- is not given the token.
-- purpose 'execute-command': the task role of a launch that switches ECS Exec on, or of a task definition of which a service does.
-- purpose 'create-tags': the role that calls RunTask, for tagging the tasks, where they are tagged; `origin` is 'launch' or
-- 'task definition': whose tags they are; slot 'computed' where it is not known that there are any.
-- purpose 'container-instance': the role of a container instance (`subject_id`), once for each of its clusters: slot 'trust', whether EC2 may
-- assume it, and slot 'calls', what the agent calls; of the latter each that is not allowed, or one that is.
CREATE TABLE need (
  id INTEGER PRIMARY KEY,
  purpose TEXT NOT NULL,
  subject_id INTEGER NOT NULL,
  launch INTEGER REFERENCES launch,
  machine_trigger INTEGER REFERENCES machine_trigger,
  slot TEXT NOT NULL,
  role TEXT NOT NULL,
  role_is TEXT NOT NULL,
  role_id INTEGER REFERENCES role,
  origin TEXT,
  decision TEXT NOT NULL,
  answer INTEGER REFERENCES answer,
  verdict TEXT NOT NULL GENERATED ALWAYS AS (
    CASE decision WHEN 'allowed' THEN 'pass' WHEN 'conditional' THEN 'conditional' WHEN 'unknown' THEN 'unknown' ELSE 'fail' END
  ) VIRTUAL
) STRICT;
CREATE INDEX need_sync ON need (launch) WHERE purpose = 'sync';
CREATE INDEX need_trigger ON need (machine_trigger) WHERE machine_trigger IS NOT NULL;
-- Of the purposes from 'callback' to 'expected', which follow each other; told by one comparison, for most needs are none.
CREATE INDEX need_task ON need (purpose, subject_id, launch, role) WHERE purpose BETWEEN 'callback' AND 'expected';
CREATE INDEX need_assume ON need (slot, subject_id) WHERE purpose = 'assume';

-- What a state machine that starts tasks, itself or through others, needs of its role beside starting them: a row for each place where
-- that is not, or not surely, allowed, and one of an empty locator for a part of which all is. `part`: 'call' and 'sync' (waiting for the end) of a state, 'map' (a Distributed Map running its items) and 'items'
-- (where it reads and writes them), 'logging' and 'tracing' of the whole, of an empty locator. `integration` is the Resource of the state.
-- `role` is who calls: the state machine's own role, or that of a state's Credentials; where the former may not, or not surely, assume
-- the latter, it is the former. `actions` are those of the worst verdict, `grants` statements that would allow them, and `answer`
-- is on the first. Beside the causes of `need`, 'unnamed': no page of AWS on the integration names the action, so that nothing is certain; 'endpoint':
-- it hangs on the path of a URL, which is not kept.
CREATE TABLE integration_need (
  id INTEGER PRIMARY KEY,
  subject_id INTEGER NOT NULL,
  subject TEXT NOT NULL,
  locator TEXT NOT NULL,
  part TEXT NOT NULL,
  integration TEXT NOT NULL,
  role TEXT NOT NULL,
  role_is TEXT NOT NULL,
  role_id INTEGER REFERENCES role,
  actions TEXT NOT NULL,
  grants TEXT NOT NULL,
  decision TEXT NOT NULL,
  answer INTEGER REFERENCES answer,
  verdict TEXT NOT NULL GENERATED ALWAYS AS (
    CASE decision WHEN 'allowed' THEN 'pass' WHEN 'conditional' THEN 'conditional' WHEN 'unknown' THEN 'unknown' ELSE 'fail' END
  ) VIRTUAL
) STRICT;

-- A role of such state machines that no policy of its own lets call what policies of the resources may let it: `calls` are the first
-- three of these and `more` the number of the others, `grants` statements that would allow all, `states` how many states make them,
-- `subject` and `locator` the first of these. Of an account there are eleven roles at most: the last has in `others` the number of those
-- with which it is likewise, and in `other_roles` the names of the first three.
CREATE TABLE resource_call (
  role_id INTEGER PRIMARY KEY REFERENCES role,
  subject TEXT NOT NULL,
  locator TEXT NOT NULL,
  states INTEGER NOT NULL,
  calls TEXT NOT NULL,
  more INTEGER,
  grants TEXT NOT NULL,
  others INTEGER,
  other_roles TEXT
) STRICT;

-- A permission that sits on the execution role of a task definition, or on the role of a state machine, an event rule or a schedule
-- that starts it, statement by statement; nothing else that was exported and has the role needs it. `task_role_has`: whether the task
-- role has it too; NULL where that cannot be told. `names_task`: whether the statement's resource names the task definition's family.
-- `unclear`: what may need it all the same, by its name in `unclear_of`: a 'state' of which AWS's pages do not tell what it takes, a
-- 'resource' of that kind, a 'principal' that may assume the role too, a 'trust' policy that was not exported, 'machines' of the region
-- that were not; NULL where there is nothing of the kind.
CREATE TABLE misplaced_grant (
  id INTEGER PRIMARY KEY,
  task_definition_id INTEGER NOT NULL REFERENCES task_definition,
  slot TEXT NOT NULL,
  launch INTEGER REFERENCES launch,
  role_id INTEGER NOT NULL REFERENCES role,
  policy TEXT NOT NULL,
  sid TEXT,
  statement INTEGER NOT NULL,
  action TEXT NOT NULL,
  resource TEXT NOT NULL,
  task_role TEXT,
  task_role_has INTEGER,
  names_task INTEGER NOT NULL,
  unclear TEXT,
  unclear_of TEXT
) STRICT;
CREATE INDEX misplaced_grant_task ON misplaced_grant (task_definition_id, slot);
CREATE INDEX misplaced_grant_launch ON misplaced_grant (launch);

-- A statement of a role that starts tasks which reaches further than what it starts. `kind` 'broad': `action` is allowed on everything, or
-- on everything but what is named, without a condition that narrows it (ecs:RunTask only beside iam:PassRole); 'unneeded': a role, `resource`, may
-- be handed to tasks, by name, that nothing it starts has.
CREATE TABLE loose_grant (
  id INTEGER PRIMARY KEY,
  role_id INTEGER NOT NULL REFERENCES role,
  kind TEXT NOT NULL,
  action TEXT NOT NULL,
  policy TEXT NOT NULL,
  sid TEXT,
  statement INTEGER NOT NULL,
  resource TEXT
) STRICT;

-- The task roles of task definitions in use that have no policy at all.
CREATE TABLE bare_role (
  role_id INTEGER PRIMARY KEY REFERENCES role
) STRICT;

-- The task role of a task definition in use, where it has one.
CREATE VIEW own_task_role AS
SELECT subject_id AS task_definition_id, role, role_is, role_id
FROM need WHERE purpose = 'assume' AND slot = 'task' AND launch IS NULL;

-- The execution role of a task definition in use, where it has one.
CREATE VIEW own_execution_role AS
SELECT subject_id AS task_definition_id, role, role_is, role_id
FROM need WHERE purpose = 'assume' AND slot = 'execution' AND launch IS NULL;

-- The task role of a launch, from an override or from its task definition, where it has one.
CREATE VIEW given_task_role AS
SELECT id AS launch, task_role AS role, task_role_is AS role_is, task_role_id AS role_id
FROM launch WHERE task_role IS NOT NULL;

-- The roles by which tasks and state machines are started, with the state machine, rule, schedule or pipe that each is of; and those of Credentials.
CREATE VIEW trigger_role AS
SELECT n.role, l.source, l.subject FROM need n JOIN launch l ON l.id = n.launch WHERE n.purpose = 'assume' AND n.slot = 'caller'
UNION ALL SELECT l.caller, l.source, l.subject FROM launch l WHERE l.caller <> l.service_role
UNION ALL SELECT m.role, m.source, m.subject FROM machine_trigger m;

-- Which service assumes which role for what was exported; `allowed`: whether the trust policy surely lets it.
CREATE VIEW role_use AS
SELECT n.role_id, CASE WHEN n.slot IN ('infrastructure', 'service') THEN 'ecs' WHEN n.slot <> 'caller' THEN 'ecs-tasks' WHEN n.machine_trigger IS NULL THEN (SELECT l.source FROM launch l WHERE l.id = n.launch)
    ELSE (SELECT m.source FROM machine_trigger m WHERE m.id = n.machine_trigger) END || '.amazonaws.com' AS service,
  n.decision = 'allowed' AS allowed
FROM need n WHERE n.purpose = 'assume' AND n.role_id IS NOT NULL
UNION ALL SELECT n.role_id, 'ec2.amazonaws.com', n.decision = 'allowed' FROM need n
  WHERE n.purpose = 'container-instance' AND n.purpose BETWEEN 'callback' AND 'expected' AND n.slot = 'trust';

-- The chain that most checks begin from: a launch, its caller, what it starts, where; names are those of the evidence.
-- The columns computed…, unread…, missing… and …Absent are NULL but for the one that says why there is nothing to judge: it is
-- settled when it runs; it was not exported; the export is complete and has none; nothing is named.
CREATE VIEW wiring AS
SELECT l.id AS launch, l.source, l.subject_id, l.subject, l.locator, l.account, l.region, l.enabled = 0 AS latent, l.pattern,
  l.action AS startAction, iif(l.caller_is = 'dynamic', NULL, l.caller) AS callerRole, l.caller_is, l.caller_id,
  l.service_role AS serviceRole, l.cluster, l.cluster_is, l.cluster_id,
  l.task_definition, l.task_definition_is, l.launch_type, l.launch_type_is, l.strategy, l.strategy_is,
  l.network_is, l.subnets, l.subnets_is, l.public_ip, l.public_ip_is,
  l.task_is, l.runs_on, l.runs_on_is, l.runs_on_why,
  t.id AS task_id, t.arn AS taskDefinition, t.family,
  l.network_mode, l.compatibilities, l.requires_compatibilities, l.task_region,
  t.cpu AS task_cpu, t.memory AS task_memory, t.operating_system, t.containers, t.uses_efs,
  iif(l.caller_is = 'dynamic', l.caller, NULL) AS computedCaller,
  iif(l.caller_is = 'unread', l.caller, NULL) AS unreadCaller,
  iif(l.caller_is = 'missing', l.caller, NULL) AS missingCaller,
  iif(l.caller_is = 'absent', l.subject, NULL) AS callerAbsent,
  iif(l.task_is IN ('dynamic', 'pattern'), l.task_definition, NULL) AS computedTaskDefinition,
  iif(l.task_is = 'unread', l.task_definition, NULL) AS unreadTaskDefinition,
  iif(l.task_is IN ('missing', 'inactive'), nullif(l.task_definition, ''), NULL) AS missingTaskDefinition,
  iif(l.task_is = 'absent' OR l.task_definition = '', l.subject, NULL) AS taskDefinitionAbsent,
  iif(l.cluster_is IN ('dynamic', 'pattern'), l.cluster, NULL) AS computedCluster,
  CASE WHEN l.cluster_is NOT IN ('static', 'absent') OR l.cluster_id IS NOT NULL THEN NULL
    WHEN NOT EXISTS (SELECT * FROM scope s WHERE s.kind = 'cluster' AND s.complete
      AND l.cluster LIKE 'arn:%:ecs:' || s.region || ':' || s.account || ':cluster/%') THEN l.cluster END AS unreadCluster,
  CASE WHEN l.cluster_is NOT IN ('static', 'absent') OR l.cluster_id IS NOT NULL THEN NULL
    WHEN EXISTS (SELECT * FROM scope s WHERE s.kind = 'cluster' AND s.complete
      AND l.cluster LIKE 'arn:%:ecs:' || s.region || ':' || s.account || ':cluster/%') THEN l.cluster END AS missingCluster,
  iif(l.task_role_is <> 'dynamic', l.task_role, NULL) AS taskRole,
  iif(l.source = 'states', l.subject, NULL) AS stateMachine,
  iif(l.source = 'events', l.subject, NULL) AS rule,
  iif(l.source = 'scheduler', l.subject, NULL) AS schedule,
  iif(l.source = 'pipes', l.subject, NULL) AS pipe
FROM launch l LEFT JOIN task_definition t ON t.id = l.task_definition_id;

-- The task definitions for which ECS Exec is switched on, by a `launch`, or by a service where that is NULL.
CREATE VIEW opened_task AS
SELECT DISTINCT n.launch, iif(n.launch IS NULL, n.subject_id, l.task_definition_id) AS task_definition_id
FROM need n LEFT JOIN launch l ON l.id = n.launch
WHERE n.purpose = 'execute-command' AND n.purpose BETWEEN 'callback' AND 'expected';

-- The sizes that Fargate has: for so many CPU units, from the least memory in MiB to the most in steps.
CREATE VIEW fargate_size AS
SELECT column1 AS units, column2 AS least, column3 AS most, column4 AS step
FROM (
  VALUES (256, 512, 1024, 512), (256, 2048, 2048, 1), (512, 1024, 4096, 1024), (1024, 2048, 8192, 1024), (2048, 4096, 16384, 1024),
    (4096, 8192, 30720, 1024), (8192, 16384, 61440, 4096), (16384, 32768, 122880, 8192)
);

-- The container instances on which ECS may place a task: those that are ACTIVE, and EC2 instances.
CREATE VIEW active_instance AS
SELECT id, arn, account, region, cluster, machine, connected, agent_version, agent, attributes, profile_is, role_id, vpc, zone, metadata
FROM container_instance
WHERE status = 'ACTIVE' AND machine IS NOT NULL;

-- Whether containers in a network mode (`mode`) on an ACTIVE container instance get at the credentials of its role: 'yes', 'no', 'maybe' where
-- nothing is known that keeps them from it and something unread may, 'unread' where nothing is known. A limit of one hop keeps those in the
-- mode bridge away; of awsvpc, AWS does not say so. `mode` is the `metadata_mode` of a task definition.
CREATE VIEW metadata_access AS
SELECT i.cluster, i.id, i.machine, i.role_id, i.profile_is, m.mode, CASE
    WHEN i.profile_is = 'absent' OR i.metadata = 'off' THEN 'no'
    WHEN m.mode = 'host' THEN iif(i.metadata IS NULL, 'maybe', 'yes')
    WHEN m.mode = 'other' THEN 'maybe'
    WHEN m.mode = 'awsvpc' THEN CASE
      WHEN i.attributes IS NULL THEN 'unread'
      WHEN EXISTS (SELECT * FROM json_each(i.attributes) a WHERE a.value = 'ecs.capability.task-eni-block-instance-metadata') THEN 'no'
      ELSE iif(i.metadata = 'open', 'yes', 'maybe') END
    WHEN i.metadata = 'near' OR i.drops THEN 'no'
    WHEN i.metadata = 'open' AND i.drops = 0 THEN 'yes'
    ELSE iif(i.metadata IS NULL AND i.drops IS NULL, 'unread', 'maybe')
  END AS access
FROM (SELECT *, (SELECT max(h.drops_metadata) FROM host h WHERE h.container_instance = c.id) AS drops FROM active_instance c) i
CROSS JOIN (SELECT column1 AS mode FROM (VALUES ('awsvpc'), ('bridge'), ('host'), ('other'))) m;

-- The task role of the tasks on the instances of a cluster; NULL where they have none, or several.
CREATE VIEW placed_role AS
SELECT p.cluster, iif(min(t.task_role) = max(t.task_role), min(t.task_role), NULL) AS role
FROM placement p JOIN task_definition t ON t.id = p.task_definition_id
GROUP BY p.cluster;

-- The ACTIVE container instances of a cluster, all in one row. `whole`: whether all were exported, with their attributes. `machines`:
-- their ids; `instance`: the ARN of the first; `away` and `away_instance`: the same of those that are not connected. `agents`: the
-- versions of their agents; `newest_agent`: the newest as a number, NULL where one is not told. `role`: that of `placed_role`.
CREATE VIEW fleet AS
SELECT i.cluster, count(*) AS active, sum(i.connected = 0) AS disconnected, group_concat(i.machine, ', ') AS machines,
  min(i.arn) AS instance, group_concat(iif(i.connected = 0, i.machine, NULL), ', ') AS away, min(iif(i.connected = 0, i.arn, NULL)) AS away_instance,
  group_concat(DISTINCT i.agent_version) AS agents, iif(count(i.agent) = count(*), max(i.agent), NULL) AS newest_agent,
  sum(i.attributes IS NULL) = 0 AND EXISTS (
    SELECT * FROM scope s WHERE s.account = i.account AND s.region = i.region AND s.kind = 'container-instance' AND s.complete) AS whole,
  (SELECT r.role FROM placed_role r WHERE r.cluster = i.cluster) AS role
FROM active_instance i
GROUP BY i.cluster;

-- Why a question was not allowed, read off the answer's reason; NULL where the reason says nothing of the kind.
-- `effect`, `deniedBy`, `sid`: the statement that decided. `condition…`: the condition that failed, in a trust policy the one on
-- where the call comes from before others; `requestValue` is what the call has for it. `entry`, `difference`: the nearest entry
-- that does not match, and in what it differs. `documents`: the policies that are missing or not readable.
CREATE VIEW refusal AS
SELECT id, principal, action, resource, context, layer, cause, reason AS decided, effect, sid,
  iif(effect = 'Deny', nullif(json_extract(reason, '$.statements[0].policy'), 'trust'), NULL) AS deniedBy,
  json_extract(condition, '$.key') AS conditionKey,
  json_extract(condition, '$.operator') AS conditionOperator,
  (SELECT group_concat(v.value, ', ') FROM json_each(condition, '$.policy') v) AS conditionValue,
  coalesce(json_extract(condition, '$.request[0]'), json_extract(condition, '$.request.pattern')) AS requestValue,
  json_extract(reason, '$.nearMisses[0].entries[0].text') AS entry,
  json_extract(reason, '$.nearMisses[0].entries[0].differences[0]') AS difference,
  (SELECT group_concat(m.value, ', ') FROM json_each(reason, '$.missing') m WHERE m.value <> 'trust') AS documents
FROM (
  SELECT *, json_extract(reason, '$.statements[0].effect') AS effect, json_extract(reason, '$.statements[0].sid') AS sid,
    (SELECT value FROM (
      SELECT c.value, a.action = 'sts:AssumeRole' AND lower(c.value ->> 'key') IN ('aws:sourcearn', 'aws:sourceaccount') AS isSource,
        m.key AS miss, c.key AS place
      FROM json_each(a.reason, '$.nearMisses') m, json_each(m.value, '$.conditions') c)
      ORDER BY isSource DESC, miss, place LIMIT 1) AS condition
  FROM answer a
);

-- Who must be able to assume which role: trust is a need like any other. `service` is the service that assumes it.
-- Slots 'task' and 'execution' are of a task definition in use, or of a `launch` that overrides its roles; slot 'infrastructure' is
-- of a `launch` or a service for which ECS makes volumes, slot 'service' that with which it registers the tasks of a service with load
-- balancers, unless it is ECS's own. Slot 'caller' is the
-- role of a state machine, a rule, a schedule or a pipe (`service_role` of a launch), once, at the first `launch` that has it, and
-- the role of a `machine_trigger` likewise.
-- `obstacle`: NULL where it is allowed; 'undecided', 'deny', 'open-principal' (everyone is trusted, and the service not by
-- name), 'source-condition' (on aws:SourceArn or aws:SourceAccount), and for the rest 'no-allow'.
-- `trusted` and `trustedAction`: what statements name in place of the service and of sts:AssumeRole.
CREATE VIEW assumption AS
SELECT n.id, n.subject_id, n.slot, n.role_id, n.role, n.role_is, n.decision, n.verdict,
  l.id AS launch, m.id AS machine_trigger, coalesce(l.source, m.source) AS source,
  coalesce(l.subject, t.arn, m.subject, (SELECT s.arn FROM service s WHERE s.id = n.subject_id)) AS subject,
  coalesce(l.locator, '') AS locator, coalesce(l.enabled, m.enabled) = 0 AS latent,
  l.caller AS callerRole, coalesce(t.arn, o.arn) AS taskDefinition,
  CASE
    WHEN n.decision = 'allowed' THEN NULL
    WHEN n.decision = 'unknown' THEN 'undecided'
    WHEN f.cause = 'deny' THEN 'deny'
    WHEN f.cause = 'open-principal' AND f.effect = 'Allow' THEN 'open-principal'
    WHEN lower(f.conditionKey) IN ('aws:sourcearn', 'aws:sourceaccount') THEN 'source-condition'
    WHEN f.effect = 'Deny' THEN 'deny'
    ELSE 'no-allow'
  END AS obstacle,
  f.action, f.principal AS service, f.layer, f.cause, f.decided, f.deniedBy, f.sid, f.documents,
  json_extract(f.context, '$."aws:SourceArn"') AS sourceArn, json_extract(f.context, '$."aws:SourceAccount"') AS sourceAccount,
  f.conditionKey, f.conditionOperator, f.conditionValue, f.requestValue,
  (SELECT group_concat(name, ', ') FROM (
    SELECT DISTINCT '`' || substr(e.value ->> 'text', instr(e.value ->> 'text', ':') + 1) || '`' AS name
    FROM json_each(f.decided, '$.nearMisses') m, json_each(m.value, '$.entries') e
    WHERE m.value ->> 'failed' = 'principal')) AS trusted,
  (SELECT group_concat(name, ', ') FROM (
    SELECT DISTINCT e.value ->> 'text' AS name
    FROM json_each(f.decided, '$.nearMisses') m, json_each(m.value, '$.entries') e
    WHERE m.value ->> 'failed' = 'action')) AS trustedAction,
  iif(f.cause = 'open-principal', '*', NULL) AS everyone,
  iif(f.cause = 'role-missing', n.role, NULL) AS missingRole
FROM need n
LEFT JOIN task_definition t ON n.launch IS NULL AND t.id = n.subject_id
LEFT JOIN launch l ON l.id = n.launch
LEFT JOIN machine_trigger m ON m.id = n.machine_trigger
LEFT JOIN task_definition o ON o.id = l.task_definition_id
LEFT JOIN refusal f ON f.id = n.answer
WHERE n.purpose = 'assume';

-- Whether a caller may do what is needed, of every purpose that asks so: 'pass-role', 'run-task', 'sync' (of these, what is not
-- allowed; the columns may_… of `launch` have the rest), 'create-tags', 'start-execution' (join machine_trigger) and 'dead-letter' (join that or `wiring`).
-- `obstacle`: NULL where it is allowed; 'undecided', 'condition', 'boundary', 'scp', 'explicit-deny', 'cross-account', and for
-- the rest 'no-allow': no policy of the caller allows it. `entry` is the nearest resource that one allows, or the NotResource
-- (difference 'excluded') that leaves the resource out. `credentials` is 1 where the state machine's role, which then is the
-- `serviceRole`, may not, or not surely, become the caller. `session` is how AWS names the caller at work, without the session's name.
CREATE VIEW call_need AS
SELECT n.id, n.purpose, n.launch, n.machine_trigger, nullif(n.slot, '') AS slot, nullif(n.role, '') AS role, n.role_is, n.role_id, n.origin,
  c.id AS caller_id,
  CASE
    WHEN n.decision = 'allowed' THEN NULL
    WHEN n.decision = 'unknown' OR f.cause IN ('credentials', 'dynamic') THEN 'undecided'
    WHEN n.decision = 'conditional' OR f.cause = 'condition' THEN 'condition'
    WHEN f.layer IN ('boundary', 'scp') THEN f.layer
    WHEN f.cause = 'deny' THEN 'explicit-deny'
    WHEN f.cause = 'cross-account' THEN 'cross-account'
    ELSE 'no-allow'
  END AS obstacle,
  CASE
    WHEN n.decision = 'allowed' THEN 'pass'
    WHEN f.cause IN ('credentials', 'dynamic') THEN 'unknown'
    ELSE n.verdict
  END AS verdict,
  f.layer, f.cause, f.action, f.resource, f.decided, f.deniedBy, f.documents, f.entry, f.difference,
  iif(f.cause = 'credentials', 1, NULL) AS credentials,
  iif(f.cause = 'credentials', (SELECT l.service_role FROM launch l WHERE l.id = n.launch), NULL) AS serviceRole,
  f.conditionKey, f.conditionOperator, f.conditionValue, f.requestValue, iif(f.layer = 'boundary', c.boundary, NULL) AS boundary,
  replace(substr(c.arn, 1, instr(c.arn, ':role/')), ':iam:', ':sts:') || 'assumed-role/' || c.name AS session
FROM need n
LEFT JOIN refusal f ON f.id = n.answer
LEFT JOIN role c ON c.id = iif(n.launch IS NULL, n.role_id, (SELECT l.caller_id FROM launch l WHERE l.id = n.launch));

-- What state machines need beside starting tasks, as checks tell it. `obstacle`: NULL where it is allowed; 'undecided', 'credentials' (of
-- the role in a state's Credentials), 'computed' (only some of what it may be is allowed), 'condition', 'denied' (by a statement, a
-- boundary, the organization, or because it belongs to another account) and, for the rest, 'no-allow'. `call` is the integration
-- without the ARN around it; the columns behind `grants` are NULL but for those that say why.
CREATE VIEW machine_need AS
SELECT n.subject, n.locator, n.part, n.verdict,
  CASE
    WHEN n.verdict = 'pass' THEN NULL
    WHEN n.verdict = 'unknown' THEN 'undecided'
    WHEN f.cause = 'credentials' THEN 'credentials'
    WHEN json_extract(f.decided, '$.unknownKeys') = '["resource"]' THEN 'computed'
    WHEN n.verdict = 'conditional' OR f.cause = 'condition' THEN 'condition'
    WHEN f.layer IN ('boundary', 'scp', 'rcp') OR f.cause IN ('deny', 'cross-account') THEN 'denied'
    ELSE 'no-allow'
  END AS obstacle,
  substr(n.integration, instr(n.integration, ':states:::') + iif(n.integration LIKE '%:states:::%', 10, 1)) AS call,
  iif(n.role_is = 'dynamic', NULL, nullif(n.role, '')) AS callerRole, f.action, f.resource, n.actions, n.grants,
  iif(n.role_is = 'dynamic', n.role, NULL) AS computedCaller,
  iif(n.role_is = 'unread', nullif(n.role, ''), NULL) AS unreadCaller,
  iif(n.role_is = 'missing', n.role, NULL) AS missingCaller,
  iif(n.verdict = 'conditional', 1, NULL) AS isOpen,
  iif(f.cause = 'no-allow' AND f.difference <> 'excluded', f.entry, NULL) AS nearest, f.difference, f.deniedBy, f.cause,
  iif(f.layer = 'boundary', c.boundary, NULL) AS boundary, iif(f.layer = 'scp', 1, NULL) AS scp, iif(f.layer = 'rcp', 1, NULL) AS rcp,
  iif(f.cause = 'cross-account', 1, NULL) AS crossAccount, iif(f.cause = 'qualifier', 1, NULL) AS qualified,
  iif(f.cause = 'unnamed', 1, NULL) AS unnamed, f.conditionKey, f.conditionOperator, f.conditionValue, f.documents, f.decided,
  replace(substr(c.arn, 1, instr(c.arn, ':role/')), ':iam:', ':sts:') || 'assumed-role/' || c.name AS session
FROM integration_need n
LEFT JOIN refusal f ON f.id = n.answer
LEFT JOIN role c ON c.id = n.role_id;

-- What schedules need for their dead-letter queues (`queue`).
CREATE VIEW dead_letter_need AS
SELECT n.*, coalesce(l.subject, t.subject) AS subject, coalesce(l.enabled, t.enabled) = 0 AS latent, n.origin AS queue
FROM call_need n
LEFT JOIN launch l ON l.id = n.launch
LEFT JOIN machine_trigger t ON t.id = n.machine_trigger
WHERE n.purpose = 'dead-letter' AND n.purpose BETWEEN 'callback' AND 'expected';

-- What execution roles need to decrypt secrets and parameters. `subject_id` is the task definition's only where `launch` is NULL.
CREATE VIEW decryption_need AS
SELECT subject_id, launch, role, role_id, origin, verdict, answer
FROM need
WHERE purpose = 'decrypt' AND purpose BETWEEN 'callback' AND 'expected';

-- What callers need to tag the tasks that they start. `settingUnknown` is 1 where no export tells whether ECS asks for it.
CREATE VIEW tag_need AS
SELECT n.*, iif(EXISTS (SELECT * FROM account_setting s JOIN launch l ON l.id = n.launch
  WHERE s.account = substr(n.role, instr(n.role, '::') + 2, 12) AND s.region = l.region AND s.name = 'tagResourceAuthorization'), NULL, 1) AS settingUnknown
FROM call_need n
WHERE n.purpose = 'create-tags' AND n.purpose BETWEEN 'callback' AND 'expected';

-- What the role of ACTIVE container instances needs, by cluster. `rank` is 3 for what fails, 2 for conditional, 1 for unknown, 0 for
-- what passes, and `worst` the highest of a role's slot.
CREATE VIEW instance_need AS
SELECT role, slot, verdict, answer, cluster, rank, max(rank) OVER (PARTITION BY role, slot) AS worst
FROM (
  SELECT n.role, n.slot, n.verdict, n.answer, substr(i.cluster, instr(i.cluster, '/') + 1) AS cluster,
    CASE n.verdict WHEN 'fail' THEN 3 WHEN 'conditional' THEN 2 WHEN 'unknown' THEN 1 ELSE 0 END AS rank
  FROM need n JOIN container_instance i ON i.id = n.subject_id WHERE n.purpose = 'container-instance' AND n.purpose BETWEEN 'callback' AND 'expected'
);

-- What a task needs of its roles, one row for each role and purpose, 'execution', 'execution-instance', 'expected', 'callback' or
-- 'execute-command': the role is the task definition's, that of a `launch` that overrides it, that of the instance, or none (`role` is NULL) where one may be needed. `verdict` is the worst of
-- the needs; `actions`, `needed` (with resources) and `grants` (statements that would allow them) tell all needs with it, `action`,
-- `resource` and what follows the first. `retrieval` is what ECS calls that in the error of a task, where it has a word.
CREATE VIEW task_need AS
SELECT x.purpose, x.subject_id, x.launch, x.role_id, nullif(x.role, '') AS role, x.verdict,
  coalesce(l.subject, t.arn) AS subject, coalesce(l.locator, '') AS locator, l.enabled = 0 AS latent,
  l.caller AS callerRole, coalesce(t.arn, o.arn) AS taskDefinition,
  iif(x.launch IS NULL, 'task definition', 'override') AS origin,
  f.action, f.resource, f.layer, iif(f.layer = 'boundary', r.boundary, NULL) AS boundary, f.cause, f.decided,
  f.deniedBy, f.sid, f.documents,
  replace(substr(r.arn, 1, instr(r.arn, ':role/')), ':iam:', ':sts:') || 'assumed-role/' || r.name AS session,
  CASE
    WHEN f.action = 'ecr:GetAuthorizationToken' THEN 'ecr registry auth'
    WHEN f.action = 'secretsmanager:GetSecretValue' THEN 'secret from asm'
    WHEN f.action = 'ssm:GetParameters' THEN 'secrets from ssm'
  END AS retrieval,
  (SELECT group_concat(action, ', ') FROM (SELECT DISTINCT a.action FROM need n JOIN answer a ON a.id = n.answer
    WHERE n.purpose BETWEEN 'callback' AND 'expected' AND n.purpose = x.purpose
      AND n.subject_id = x.subject_id
      AND n.launch IS x.launch AND n.role = x.role
      AND n.verdict = x.verdict ORDER BY n.id)) AS actions,
  (SELECT group_concat(actions || ' (' || resource || ')', '; ') FROM (
    SELECT a.resource, replace(group_concat(DISTINCT a.action), ',', ', ') AS actions
    FROM need n JOIN answer a ON a.id = n.answer WHERE n.purpose BETWEEN 'callback' AND 'expected' AND n.purpose = x.purpose
      AND n.subject_id = x.subject_id
      AND n.launch IS x.launch AND n.role = x.role
      AND n.verdict = x.verdict GROUP BY a.resource ORDER BY min(n.id))) AS needed,
  (SELECT json_group_array(json_object('Effect', 'Allow', 'Action', json(actions), 'Resource', resource)) FROM (
    SELECT a.resource, json_group_array(DISTINCT a.action) AS actions FROM need n JOIN answer a ON a.id = n.answer
    WHERE n.purpose BETWEEN 'callback' AND 'expected' AND n.purpose = x.purpose
      AND n.subject_id = x.subject_id
      AND n.launch IS x.launch AND n.role = x.role
      AND n.verdict = x.verdict GROUP BY a.resource ORDER BY min(n.id))) AS grants
FROM (
  -- With max() the other columns are those of a row that has it.
  SELECT purpose, subject_id, launch, role, role_id, verdict, answer,
    max(CASE verdict WHEN 'fail' THEN 3 WHEN 'unknown' THEN 2 WHEN 'conditional' THEN 1 ELSE 0 END) AS rank
  FROM need
  WHERE purpose BETWEEN 'callback' AND 'expected' GROUP BY purpose, subject_id, launch, role
) x
LEFT JOIN task_definition t ON x.launch IS NULL AND t.id = x.subject_id
LEFT JOIN launch l ON l.id = x.launch
LEFT JOIN task_definition o ON o.id = l.task_definition_id
LEFT JOIN role r ON r.id = x.role_id
LEFT JOIN refusal f ON f.id = x.answer;
