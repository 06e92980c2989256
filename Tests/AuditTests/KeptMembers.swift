/// A member of a command's output that is kept as it is, so that a secret in it would be kept, too.
struct KeptMember {
  /// A pointer in which `*` stands for any one name or index, and `**` at the end for all below.
  ///
  /// A last word tells which part of an expression is meant: a `literal`, or the name of a `member`.
  let place: String

  func includes(_ place: String) -> Bool {
    let wanted = self.place.split(separator: "/")
    let given = place.split(separator: "/")
    guard wanted.last == "**" ? given.count >= wanted.count : given.count == wanted.count else {
      return false
    }
    return zip(wanted, given).allSatisfy { $0 == "*" && $1 != "+" || $0 == "**" || $0 == $1 }
  }
}

/// All members that are kept as they are: names, ARNs, identifiers, conditions, and words that AWS defines.
///
/// Where a member is added, it is one of these, and something reads it. `+` is a member that no command has.
enum KeptMembers {
  static func of(_ command: String) -> [KeptMember] {
    (all[command] ?? []).map(KeptMember.init)
  }

  private static let all: [String: [String]] = [
    "iam get-account-authorization-details": [
      "/*/*/Arn", "/*/*/AttachedManagedPolicies/*/PolicyArn",
      "/*/*/PermissionsBoundary/PermissionsBoundaryArn",
      "/RoleDetailList/*/AssumeRolePolicyDocument/**",
      "/RoleDetailList/*/InstanceProfileList/*/Arn",
      "/RoleDetailList/*/RolePolicyList/*/PolicyDocument/**",
      "/RoleDetailList/*/RolePolicyList/*/PolicyName", "/RoleDetailList/*/Tags/*/Key",
      "/RoleDetailList/*/Tags/*/Value", "/UserDetailList/*/GroupList/*",
      "/UserDetailList/*/UserPolicyList/*/PolicyDocument/**",
      "/UserDetailList/*/UserPolicyList/*/PolicyName",
      "/GroupDetailList/*/GroupPolicyList/*/PolicyDocument/**",
      "/GroupDetailList/*/GroupPolicyList/*/PolicyName", "/Policies/*/DefaultVersionId",
      "/Policies/*/PolicyVersionList/*/Document/**",
    ],
    "iam get-role": [
      "/Role/Arn", "/Role/AssumeRolePolicyDocument/**",
      "/Role/PermissionsBoundary/PermissionsBoundaryArn", "/Role/Tags/*/Key", "/Role/Tags/*/Value",
    ],
    "iam list-roles": ["/Roles/*/Arn", "/Roles/*/AssumeRolePolicyDocument/**"],
    "ecs list-clusters": ["/clusterArns/*"],
    "ecs describe-clusters": [
      "/clusters/*/capacityProviders/*", "/clusters/*/clusterArn", "/clusters/*/clusterName",
      "/clusters/*/configuration/executeCommandConfiguration/kmsKeyId",
      "/clusters/*/configuration/executeCommandConfiguration/logConfiguration/cloudWatchLogGroupName",
      "/clusters/*/configuration/executeCommandConfiguration/logConfiguration/s3BucketName",
      "/clusters/*/configuration/executeCommandConfiguration/logging",
      "/clusters/*/defaultCapacityProviderStrategy/*/capacityProvider", "/clusters/*/status",
      "/clusters/*/tags/*/key", "/clusters/*/tags/*/value",
      "/failures/*/arn", "/failures/*/reason",
    ],
    "ecs list-services": ["/serviceArns/*"],
    "ecs describe-services": [
      "/services/*/capacityProviderStrategy/*/capacityProvider", "/services/*/clusterArn",
      "/services/*/deployments/*/volumeConfigurations/*/managedEBSVolume/roleArn",
      "/services/*/launchType",
      "/services/*/networkConfiguration/awsvpcConfiguration/assignPublicIp",
      "/services/*/networkConfiguration/awsvpcConfiguration/securityGroups/*",
      "/services/*/networkConfiguration/awsvpcConfiguration/subnets/*",
      "/services/*/platformVersion", "/services/*/propagateTags", "/services/*/roleArn",
      "/services/*/schedulingStrategy", "/services/*/serviceArn", "/services/*/serviceName",
      "/services/*/status", "/services/*/tags/*/key", "/services/*/tags/*/value",
      "/services/*/taskDefinition",
      "/services/*/taskSets/*/capacityProviderStrategy/*/capacityProvider",
      "/services/*/taskSets/*/launchType",
      "/services/*/taskSets/*/networkConfiguration/awsvpcConfiguration/assignPublicIp",
      "/services/*/taskSets/*/networkConfiguration/awsvpcConfiguration/securityGroups/*",
      "/services/*/taskSets/*/networkConfiguration/awsvpcConfiguration/subnets/*",
      "/services/*/taskSets/*/platformVersion", "/services/*/taskSets/*/status",
      "/services/*/taskSets/*/taskDefinition", "/failures/*/arn", "/failures/*/reason",
    ],
    "ecs list-container-instances": ["/containerInstanceArns/*"],
    "ecs describe-container-instances": [
      "/containerInstances/*/attributes/*/value", "/containerInstances/*/capacityProviderName",
      "/containerInstances/*/containerInstanceArn", "/containerInstances/*/ec2InstanceId",
      "/containerInstances/*/status", "/containerInstances/*/versionInfo/agentVersion",
      "/failures/*/arn", "/failures/*/reason",
    ],
    "ec2 describe-instances": [
      "/Reservations/*/Instances/*/IamInstanceProfile/Arn", "/Reservations/*/Instances/*/ImageId",
      "/Reservations/*/Instances/*/InstanceId",
      "/Reservations/*/Instances/*/MetadataOptions/HttpEndpoint",
      "/Reservations/*/Instances/*/MetadataOptions/HttpTokens",
    ],
    "ec2 describe-instance-attribute": ["/InstanceId"],
    "ec2 describe-subnets": [
      "/Subnets/*/AvailabilityZone", "/Subnets/*/SubnetId", "/Subnets/*/VpcId",
    ],
    "ec2 describe-security-groups": ["/SecurityGroups/*/GroupId", "/SecurityGroups/*/VpcId"],
    "ec2 describe-route-tables": [
      "/RouteTables/*/Associations/*/SubnetId", "/RouteTables/*/RouteTableId",
      "/RouteTables/*/VpcId",
    ],
    "ec2 describe-vpc-endpoints": [
      "/VpcEndpoints/*/RouteTableIds/*", "/VpcEndpoints/*/ServiceName", "/VpcEndpoints/*/State",
      "/VpcEndpoints/*/VpcEndpointId", "/VpcEndpoints/*/VpcEndpointType", "/VpcEndpoints/*/VpcId",
    ],
    "secretsmanager list-secrets": [
      "/SecretList/*/ARN", "/SecretList/*/KmsKeyId", "/SecretList/*/Name",
    ],
    "ssm describe-parameters": ["/Parameters/*/KeyId", "/Parameters/*/Name", "/Parameters/*/Type"],
    "ec2 describe-images": ["/Images/*/ImageId", "/Images/*/ImageOwnerAlias", "/Images/*/Name"],
    "sbom cyclonedx": ["/metadata/component/name", "/metadata/component/version"],
    "ecs list-task-definitions": ["/taskDefinitionArns/*"],
    "ecs describe-task-definition": [
      "/tags/*/key", "/tags/*/value",
      "/taskDefinition/compatibilities/*", "/taskDefinition/cpu",
      "/taskDefinition/executionRoleArn", "/taskDefinition/family", "/taskDefinition/ipcMode",
      "/taskDefinition/memory", "/taskDefinition/networkMode", "/taskDefinition/pidMode",
      "/taskDefinition/requiresAttributes/*/name", "/taskDefinition/requiresCompatibilities/*",
      "/taskDefinition/runtimePlatform/cpuArchitecture",
      "/taskDefinition/runtimePlatform/operatingSystemFamily", "/taskDefinition/status",
      "/taskDefinition/taskDefinitionArn", "/taskDefinition/taskRoleArn",
      "/taskDefinition/volumes/*/efsVolumeConfiguration/authorizationConfig/iam",
      "/taskDefinition/volumes/*/efsVolumeConfiguration/fileSystemId",
      "/taskDefinition/volumes/*/efsVolumeConfiguration/transitEncryption",
      "/taskDefinition/volumes/*/name",
    ] + container,
    "stepfunctions list-state-machines": ["/stateMachines/*/stateMachineArn"],
    "stepfunctions describe-state-machine": [
      "/encryptionConfiguration/type", "/loggingConfiguration/level", "/name", "/roleArn",
      "/stateMachineArn", "/status", "/type",
    ] + definition,
    "events list-event-buses": ["/EventBuses/*/Arn"],
    "events list-rules": [
      "/Rules/*/Arn", "/Rules/*/EventBusName", "/Rules/*/Name", "/Rules/*/RoleArn",
      "/Rules/*/ScheduleExpression", "/Rules/*/State",
    ],
    "events describe-rule": [
      "/Arn", "/EventBusName", "/ManagedBy", "/Name", "/RoleArn", "/ScheduleExpression", "/State",
    ],
    "events list-targets-by-rule": [
      "/Targets/*/Id", "/Targets/*/InputTransformer/InputTemplate member",
    ] + target("/Targets/*"),
    "scheduler list-schedules": ["/Schedules/*/Arn"],
    "scheduler get-schedule": [
      "/ActionAfterCompletion", "/Arn", "/GroupName", "/Name", "/ScheduleExpression",
      "/ScheduleExpressionTimezone", "/State",
    ] + target("/Target") + universalTarget,
    "pipes list-pipes": ["/Pipes/*/Arn"],
    "pipes describe-pipe": [
      "/Arn", "/DesiredState", "/Name", "/RoleArn", "/Target",
      "/TargetParameters/StepFunctionStateMachineParameters/InvocationType",
    ] + pipeTarget,
    "organizations describe-organization": [
      "/Organization/Arn", "/Organization/Id", "/Organization/MasterAccountId",
    ],
    "organizations list-roots": ["/Roots/*/Arn", "/Roots/*/Id"],
    "organizations list-parents": ["/Parents/*/Id", "/Parents/*/Type"],
    "organizations list-policies": ["/Policies/*/Arn", "/Policies/*/Id", "/Policies/*/Name"],
    "organizations describe-policy": [
      "/Policy/Content/**", "/Policy/PolicySummary/Arn", "/Policy/PolicySummary/Id",
      "/Policy/PolicySummary/Name",
    ],
    "organizations list-targets-for-policy": ["/Targets/*/TargetId"],
  ]

  private static let container = [
    "environment/*/name", "environmentFiles/*/type", "environmentFiles/*/value",
    "firelensConfiguration/options/config-file-type",
    "firelensConfiguration/options/config-file-value", "firelensConfiguration/type", "image",
    "logConfiguration/logDriver", "logConfiguration/options/awslogs-group",
    "logConfiguration/secretOptions/*/name", "logConfiguration/secretOptions/*/valueFrom", "name",
    "repositoryCredentials/credentialsParameter", "secrets/*/name", "secrets/*/valueFrom",
  ].map { "/taskDefinition/containerDefinitions/*/" + $0 }

  /// Names of states, what they call and in which order, and of what they hand over only names.
  private static let definition =
    [
      "/QueryLanguage", "/StartAt", "/States/+", "/States/Both/Branches/*/StartAt",
      "/States/Both/Branches/*/States/+", "/States/Both/Branches/*/States/*/Type",
      "/States/Each/ItemProcessor/ProcessorConfig/ExecutionType",
      "/States/Each/ItemProcessor/ProcessorConfig/Mode", "/States/Each/ItemProcessor/StartAt",
      "/States/Each/ItemProcessor/States/+", "/States/Each/ItemProcessor/States/*/Type",
      "/States/Each/ItemReader/Parameters/Bucket", "/States/Each/ItemReader/Resource",
      "/States/Each/ResultWriter/Parameters/Bucket", "/States/Each/ResultWriter/Resource",
      "/States/*/Type", "/States/*/Next", "/States/*/Default", "/States/*/QueryLanguage",
      "/States/*/Resource", "/States/*/Credentials/RoleArn",
      "/States/*/Credentials/RoleArn.$ literal", "/States/*/*/*/ErrorEquals/*",
      "/States/*/Catch/*/Next", "/States/*/Choices/*/Next", "/States/*/Choices/*/Variable",
      "/States/*/Choices/*/And/*/Variable", "/States/*/Choices/*/And/*/Not/Variable",
      "/States/Function/Parameters/FunctionName", "/States/Function/Parameters/Qualifier",
      "/States/Http/Parameters/ApiEndpoint", "/States/Http/Parameters/Method",
      "/States/Http/Parameters/Authentication/ConnectionArn", "/States/Publish/Parameters/TopicArn",
      "/States/Put/Parameters/TableName", "/States/Events/Parameters/Entries/*/EventBusName",
      "/States/Train/Parameters/TrainingJobDefinition/RoleArn", "/States/Queue/Parameters/QueueUrl",
      "/States/Api/Parameters/ApiEndpoint", "/States/Api/Parameters/AuthType",
      "/States/Api/Parameters/Method", "/States/Api/Parameters/Stage",
      "/States/Cluster/Parameters/VirtualClusterId", "/States/Cluster/Parameters/ExecutionRoleArn",
      "/States/Object/Parameters/Bucket", "/States/Object/Parameters/Role",
      // The names of members that RunTask does not know, without their values.
      "/States/Expression/Parameters/+", "/States/Path/Parameters/+", "/States/Query/Arguments/+",
      "/States/Expression/Parameters/Cluster.$ literal",
      "/States/Expression/Parameters/LaunchType.$ literal",
      "/States/Expression/Parameters/TaskDefinition.$ literal",
      "/States/Expression/Parameters/Overrides/ContainerOverrides/*/Environment/*/Name",
      "/States/Query/Arguments/Cluster", "/States/Query/Arguments/Cluster literal",
      "/States/Query/Arguments/LaunchType", "/States/Query/Arguments/TaskDefinition",
      "/States/Query/Arguments/Tags member",
      "/States/Query/Arguments/Overrides/ContainerOverrides/*/Environment/*/Name",
      "/States/Whole/Arguments member",
    ].map { "/definition" + $0 } + request("/definition/States/Path/Parameters")

  private static func request(_ place: String) -> [String] {
    [
      "CapacityProviderStrategy/*/CapacityProvider", "Cluster", "LaunchType",
      "NetworkConfiguration/AwsvpcConfiguration/AssignPublicIp",
      "NetworkConfiguration/AwsvpcConfiguration/SecurityGroups/*",
      "NetworkConfiguration/AwsvpcConfiguration/Subnets/*",
      "Overrides/ContainerOverrides/*/Environment/*/Name",
      "Overrides/ContainerOverrides/*/EnvironmentFiles/*/Value",
      "Overrides/ContainerOverrides/*/Name",
      "Overrides/Cpu", "Overrides/ExecutionRoleArn", "Overrides/Memory", "Overrides/TaskRoleArn",
      "PlatformVersion", "PropagateTags", "TaskDefinition",
      "VolumeConfigurations/*/ManagedEBSVolume/RoleArn",
    ].map { "\(place)/\($0)" }
  }

  private static func target(_ place: String) -> [String] {
    [
      "Arn", "DeadLetterConfig/Arn", "EcsParameters/CapacityProviderStrategy/*/capacityProvider",
      "EcsParameters/LaunchType",
      "EcsParameters/NetworkConfiguration/awsvpcConfiguration/AssignPublicIp",
      "EcsParameters/NetworkConfiguration/awsvpcConfiguration/SecurityGroups/*",
      "EcsParameters/NetworkConfiguration/awsvpcConfiguration/Subnets/*",
      "EcsParameters/PlatformVersion", "EcsParameters/PropagateTags",
      "EcsParameters/TaskDefinitionArn", "Input/containerOverrides/*/environment/*/name",
      "Input/containerOverrides/*/environmentFiles/*/value", "Input/containerOverrides/*/name",
      "Input/cpu", "Input/executionRoleArn", "Input/memory",
      "Input/taskRoleArn", "RoleArn",
    ].map { "\(place)/\($0)" }
  }

  private static let pipeTarget = [
    "CapacityProviderStrategy/*/capacityProvider", "LaunchType",
    "NetworkConfiguration/awsvpcConfiguration/AssignPublicIp",
    "NetworkConfiguration/awsvpcConfiguration/SecurityGroups/*",
    "NetworkConfiguration/awsvpcConfiguration/Subnets/*",
    "Overrides/ContainerOverrides/*/Environment/*/name",
    "Overrides/ContainerOverrides/*/EnvironmentFiles/*/value",
    "Overrides/ContainerOverrides/*/Name", "Overrides/Cpu", "Overrides/ExecutionRoleArn",
    "Overrides/Memory", "Overrides/TaskRoleArn",
    "PlatformVersion", "PropagateTags", "TaskDefinitionArn",
  ].map { "/TargetParameters/EcsTaskParameters/\($0)" }

  private static let universalTarget = request("/Target/Input")
}
