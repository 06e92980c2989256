import StatesLanguage
import Testing

@Suite("The arguments of RunTask")
struct RunTaskArgumentsTests {
  @Test("are all read from a JSONPath state")
  func jsonPath() throws {
    let run = RunTaskArguments(
      state: try taskState(
        """
        {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync", "Parameters": {
          "Cluster": "main", "TaskDefinition.$": "States.Format('fam:{}', $.r)", "LaunchType": "FARGATE",
          "PlatformVersion": "1.4.0", "Count": 2, "EnableExecuteCommand": true, "EnableECSManagedTags.$": "$.t",
          "PropagateTags": "TASK_DEFINITION", "Tags": [{"Key": "a", "Value": "b"}], "VolumeConfigurations": [
            {"Name": "v", "ManagedEBSVolume": {"RoleArn": "arn:aws:iam::123456789012:role/v", "SizeInGiB": 8}},
            {"Name": "w", "ManagedEBSVolume": {"RoleArn.$": "$.v"}}, {"Name": "x"}],
          "NetworkConfiguration": {"AwsvpcConfiguration": {
            "Subnets": ["subnet-1", "subnet-2"], "SecurityGroups.$": "$.groups", "AssignPublicIp": "ENABLED"}},
          "CapacityProviderStrategy": [{"CapacityProvider": "FARGATE_SPOT", "Weight": 1, "Base.$": "$.base"}],
          "Overrides": {"TaskRoleArn": "arn:aws:iam::123456789012:role/t", "ExecutionRoleArn.$": "$.role",
            "Cpu": "1 vCPU", "Memory.$": "$.memory",
            "ContainerOverrides": [{"Name": "app", "TaskRoleArn": "not this",
              "Environment": [{"Name": "DAY", "Value.$": "$.day"}, {"Name.$": "$.variable", "Value": "one"}],
              "EnvironmentFiles": [{"Type": "s3", "Value": "arn:aws:s3:::files/app.env"}]}, {"Name.$": "$.name"}]},
          "PlacementConstraints": [{"Type": "distinctInstance"}], "PlacementStrategy": []}}
        """))
    #expect(run.cluster == .fixed("main"))
    #expect(run.taskDefinition == .pattern("fam:*"))
    #expect(run.launchType == .fixed("FARGATE"))
    #expect(run.platformVersion == .fixed("1.4.0"))
    #expect(run.count == .fixed("2"))
    #expect(run.enableExecuteCommand == .fixed("true"))
    #expect(run.enableECSManagedTags == .dynamic("$.t"))
    #expect(run.propagateTags == .fixed("TASK_DEFINITION"))
    #expect(run.tags == .fixed)
    #expect(
      run.volumeRoles
        == .fixed([.fixed("arn:aws:iam::123456789012:role/v"), .dynamic("$.v"), .absent]))
    #expect(run.network.presence == .fixed)
    #expect(run.network.subnets == .fixed([.fixed("subnet-1"), .fixed("subnet-2")]))
    #expect(run.network.securityGroups == .dynamic("$.groups"))
    #expect(run.network.assignPublicIp == .fixed("ENABLED"))
    let item = try #require(run.capacityProviderStrategy.values.first)
    #expect(item.capacityProvider == .fixed("FARGATE_SPOT"))
    #expect(item.weight == .fixed("1"))
    #expect(item.base == .dynamic("$.base"))
    #expect(run.overrides.presence == .fixed)
    #expect(run.taskRole == .fixed("arn:aws:iam::123456789012:role/t"))
    #expect(run.executionRole == .dynamic("$.role"))
    #expect(run.overrides.cpu == .fixed("1 vCPU"))
    #expect(run.overrides.memory == .dynamic("$.memory"))
    #expect(run.overrides.containers.map(\.name) == .fixed([.fixed("app"), .dynamic("$.name")]))
    let container = try #require(run.overrides.containers.values.first)
    #expect(container.environment.map(\.name) == .fixed([.fixed("DAY"), .dynamic("$.variable")]))
    #expect(container.environment.map(\.value) == .fixed([.dynamic("$.day"), .fixed("one")]))
    #expect(container.environmentFiles == .fixed([.fixed("arn:aws:s3:::files/app.env")]))
    #expect(container.namesTaskRole)
    #expect(!container.namesExecutionRole)
    #expect(run.placementConstraints == .fixed)
    #expect(run.placementStrategy == .empty)
    #expect(run.areWritten)
  }

  @Test("are all read from a JSONata state")
  func jsonata() throws {
    let run = RunTaskArguments(
      state: try taskState(
        """
        {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask", "QueryLanguage": "JSONata", "Arguments": {
          "Cluster": "{% 'main' %}", "TaskDefinition": "{% $states.input.family %}",
          "NetworkConfiguration": {"AwsvpcConfiguration": {
            "Subnets": "{% $subnets %}", "SecurityGroups": ["sg-1", "{% $group %}"]}},
          "CapacityProviderStrategy": ["{% $item %}"], "Overrides": "{% $overrides %}"}}
        """))
    #expect(run.cluster == .fixed("main"))
    #expect(run.taskDefinition == .dynamic("{% $states.input.family %}"))
    #expect(run.launchType == .absent)
    #expect(run.network.presence == .fixed)
    #expect(run.network.subnets == .dynamic("{% $subnets %}"))
    #expect(run.network.securityGroups == .fixed([.fixed("sg-1"), .dynamic("{% $group %}")]))
    #expect(run.network.assignPublicIp == .absent)
    #expect(
      run.capacityProviderStrategy.values.map(\.capacityProvider) == [.dynamic("{% $item %}")])
    #expect(run.overrides.presence == .dynamic("{% $overrides %}"))
    #expect(run.taskRole == .dynamic("{% $overrides %}"))
    #expect(run.executionRole == .dynamic("{% $overrides %}"))
    #expect(run.overrides.containers == .dynamic("{% $overrides %}"))
  }

  @Test("are all dynamic where nothing of them is known", arguments: Unknown.all)
  func dynamic(_ unknown: Unknown) throws {
    let run = RunTaskArguments(state: try taskState(unknown.state))
    let scalars = [
      run.cluster, run.taskDefinition, run.launchType, run.platformVersion, run.count,
      run.enableExecuteCommand, run.enableECSManagedTags, run.propagateTags, run.taskRole,
      run.executionRole, run.network.assignPublicIp, run.overrides.cpu, run.overrides.memory,
    ]
    #expect(scalars.map(\.kind) == scalars.map { _ in "dynamic" })
    let structures = [
      run.tags, run.network.presence, run.overrides.presence,
      run.placementConstraints, run.placementStrategy,
    ]
    #expect(structures.map(\.kind) == structures.map { _ in "dynamic" })
    #expect(run.network.subnets.kind == "dynamic")
    #expect(run.network.securityGroups.kind == "dynamic")
    #expect(run.capacityProviderStrategy.kind == "dynamic")
    #expect(run.volumeRoles.kind == "dynamic")
    #expect(run.overrides.containers.kind == "dynamic")
    #expect(!run.areWritten)
  }

  @Test("say whether there is a network configuration", arguments: NetworkVector.all)
  func network(_ vector: NetworkVector) throws {
    let run = RunTaskArguments(
      state: try taskState(
        #"{"Type": "Task", "Resource": "r", "Parameters": \#(vector.parameters)}"#))
    #expect(run.network.presence == vector.presence)
    #expect(run.network.subnets == vector.subnets)
  }

  @Test("are read from a request in any spelling", arguments: ["A", "a", "P"])
  func requests(spelling: String) throws {
    let awsvpc = [
      "A": "AwsvpcConfiguration", "a": "awsvpcConfiguration", "P": "AwsVpcConfiguration",
    ]
    let name = try #require(awsvpc[spelling])
    let run = RunTaskArguments(
      request: try node(
        """
        {"cluster": "main", "taskDefinition": "{% fam %}", "launchType": "EC2", "tags": [{"key": "a"}],
         "networkConfiguration": {"\(name)": {"subnets": ["subnet-1"]}},
         "capacityProviderStrategy": [{"capacityProvider": "cp", "weight": 1, "base": 0}],
         "overrides": {"taskRoleArn": "t"}}
        """))
    #expect(run.cluster == .fixed("main"))
    #expect(run.taskDefinition == .fixed("{% fam %}"))
    #expect(run.launchType == .fixed("EC2"))
    #expect(run.tags == .fixed)
    #expect(run.network.subnets == .fixed([.fixed("subnet-1")]))
    #expect(run.capacityProviderStrategy.values.map(\.capacityProvider) == [.fixed("cp")])
    #expect(run.taskRole == .fixed("t"))
    #expect(run.executionRole == .absent)
  }

  @Test("are read from the parameters of a target")
  func targets() throws {
    let parameters = try node(
      """
      {"TaskDefinitionArn": "arn:aws:ecs:eu-west-1:123456789012:task-definition/fam", "TaskCount": 3,
       "PlatformVersion": "$.detail.version", "TagList": [{"Key": "a", "Value": "b"}]}
      """)
    let run = RunTaskArguments(request: parameters, syntax: .eventPaths)
    #expect(
      run.taskDefinition == .fixed("arn:aws:ecs:eu-west-1:123456789012:task-definition/fam"))
    #expect(run.count == .fixed("3"))
    #expect(run.platformVersion == .dynamic("$.detail.version"))
    #expect(run.tags == .fixed)
    #expect(run.cluster == .absent)
    let overrides = TaskOverride(
      request: try node(#"{"taskRoleArn": "role-<env>"}"#), syntax: .angleBrackets)
    #expect(overrides.taskRole == .pattern("role-*"))
    #expect(overrides.executionRole == .absent)
  }

  @Test("are dynamic where a request is no object")
  func requestOfAnotherShape() throws {
    #expect(RunTaskArguments(request: try node("[]")).cluster.kind == "dynamic")
    #expect(RunTaskArguments(request: try node("3")).taskDefinition.kind == "dynamic")
  }
}

struct Unknown: CustomTestStringConvertible, Sendable {
  let state: String
  var testDescription: String { state }

  static let all = [
    #"{"Type": "Task", "QueryLanguage": "JSONata", "Arguments": "{% $merge([$a, $b]) %}"}"#,
    #"{"Type": "Task", "QueryLanguage": "XPath", "Arguments": {"Cluster": "a"}}"#,
    #"{"Type": "Task", "QueryLanguage": 1, "Parameters": {"Cluster": "a"}}"#,
    #"{"Type": "Task"}"#,
    #"{"Type": "Task", "QueryLanguage": "JSONata"}"#,
    #"{"Type": "Task", "Parameters": null}"#,
    #"{"Type": "Task", "Parameters": "$.all"}"#,
    #"{"Type": "Task", "Parameters": []}"#,
  ].map(Unknown.init)
}

struct NetworkVector: CustomTestStringConvertible, Sendable {
  let parameters: String
  let presence: Presence
  let subnets: ArgumentList<Scalar>

  init(_ parameters: String, _ presence: Presence, _ subnets: ArgumentList<Scalar>) {
    self.parameters = parameters
    self.presence = presence
    self.subnets = subnets
  }

  var testDescription: String { parameters }

  static let all = [
    NetworkVector("{}", .absent, .absent),
    NetworkVector(#"{"NetworkConfiguration": null}"#, .absent, .absent),
    NetworkVector(#"{"NetworkConfiguration": {}}"#, .empty, .absent),
    NetworkVector(#"{"NetworkConfiguration": {"Other": 1}}"#, .empty, .absent),
    NetworkVector(#"{"NetworkConfiguration": {"AwsvpcConfiguration": {}}}"#, .empty, .absent),
    NetworkVector(
      #"{"NetworkConfiguration": {"AwsvpcConfiguration": {"Subnets": []}}}"#, .fixed, .fixed([])),
    NetworkVector(
      #"{"NetworkConfiguration": {"AwsvpcConfiguration": {"Subnets": null}}}"#, .fixed, .absent),
    NetworkVector(
      #"{"NetworkConfiguration": {"AwsvpcConfiguration": {"Subnets.$": "$.s"}}}"#, .fixed,
      .dynamic("$.s")),
    NetworkVector(#"{"NetworkConfiguration.$": "$.n"}"#, .dynamic("$.n"), .dynamic("$.n")),
    NetworkVector(
      #"{"NetworkConfiguration": {"AwsvpcConfiguration.$": "$.v"}}"#, .dynamic("$.v"),
      .dynamic("$.v")),
    NetworkVector(
      #"{"networkconfiguration": {"AWSVPCCONFIGURATION": {"SUBNETS": ["s"]}}}"#, .fixed,
      .fixed([.fixed("s")])),
  ]
}
