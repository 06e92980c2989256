/// The kinds of things that an export tells of; the raw value is the word of the record and of the reports.
public enum ResourceKind: String, Sendable, CaseIterable, Comparable {
  case role
  case policy
  case user
  case group
  case taskDefinition = "task-definition"
  case cluster
  case service
  case containerInstance = "container-instance"
  /// The settings of ECS in one region of an account.
  case accountSettings = "account-settings"
  /// An EC2 instance.
  case machine
  /// A machine image.
  case image
  case subnet
  case securityGroup = "security-group"
  case routeTable = "route-table"
  case vpcEndpoint = "vpc-endpoint"
  /// A secret of Secrets Manager.
  case secret
  /// A parameter of Systems Manager.
  case parameter
  /// What was found out on a container instance.
  case host
  case billOfMaterials = "bill-of-materials"
  case stateMachine = "state-machine"
  case eventBus = "event-bus"
  case rule
  case schedule
  case pipe
  case organization
  case organizationPolicy = "organization-policy"
  case organizationAttachment = "organization-attachment"
  case organizationParent = "organization-parent"
  case organizationRoot = "organization-root"

  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  /// The AWS service whose commands tell of it, as the AWS CLI names it.
  public var service: String { String(describingCommand.prefix { $0 != " " }) }

  /// Whether resources of this kind live in a region; those of IAM and Organizations do not.
  public var isRegional: Bool {
    switch self {
    case .taskDefinition, .cluster, .service, .containerInstance, .accountSettings, .machine,
      .image, .subnet, .securityGroup, .routeTable, .vpcEndpoint, .secret, .parameter, .host,
      .stateMachine, .eventBus, .rule, .schedule, .pipe:
      true
    default: false
    }
  }

  /// Whether an export lists all there are, so that absence can mean something.
  ///
  /// Of machines and images those are described that something else names, of the rest those that
  /// somebody looked at; settings are there or not.
  public var isListed: Bool {
    switch self {
    case .accountSettings, .machine, .image, .host, .billOfMaterials: false
    default: true
    }
  }

  /// The kind whose coverage speaks for this one: all of an organization is one scope.
  var scopeKind: ResourceKind {
    switch self {
    case .organizationPolicy, .organizationAttachment, .organizationParent, .organizationRoot:
      .organization
    default: self
    }
  }

  /// The AWS CLI command that tells all of a resource of this kind.
  var describingCommand: String {
    switch self {
    case .role, .policy, .user, .group: "iam get-account-authorization-details"
    case .taskDefinition: "ecs describe-task-definition"
    case .cluster: "ecs describe-clusters"
    case .service: "ecs describe-services"
    case .containerInstance: "ecs describe-container-instances"
    case .accountSettings: "ecs list-account-settings"
    case .machine: "ec2 describe-instances"
    case .image: "ec2 describe-images"
    case .subnet: "ec2 describe-subnets"
    case .securityGroup: "ec2 describe-security-groups"
    case .routeTable: "ec2 describe-route-tables"
    case .vpcEndpoint: "ec2 describe-vpc-endpoints"
    case .secret: "secretsmanager list-secrets"
    case .parameter: "ssm describe-parameters"
    case .host: "hosts"
    case .billOfMaterials: "sbom cyclonedx"
    case .stateMachine: "stepfunctions describe-state-machine"
    case .eventBus: "events list-event-buses"
    case .rule: "events list-targets-by-rule"
    case .schedule: "scheduler get-schedule"
    case .pipe: "pipes describe-pipe"
    case .organization: "organizations describe-organization"
    case .organizationPolicy: "organizations describe-policy"
    case .organizationAttachment: "organizations list-targets-for-policy"
    case .organizationParent: "organizations list-parents"
    case .organizationRoot: "organizations list-roots"
    }
  }

  /// The word for several of them in a sentence.
  var plural: String {
    switch self {
    case .policy: "policies"
    case .taskDefinition: "task definitions"
    case .containerInstance: "container instances"
    case .accountSettings: "account settings"
    case .stateMachine: "state machines"
    case .eventBus: "event buses"
    case .routeTable: "route tables"
    case .securityGroup: "security groups"
    case .vpcEndpoint: "VPC endpoints"
    case .organizationPolicy: "policies of the organization"
    default: rawValue + "s"
    }
  }
}
