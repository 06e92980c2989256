import JSON
import StatesLanguage

/// A task definition revision as far as starting it goes.
final class TaskDefinition: Sendable {
  let id: Int64
  let arn: String
  let account: String
  let region: String
  let family: String
  let revision: Int
  let networkMode: String
  let taskRole: String?
  let executionRole: String?
  let compatibilities: String?
  let requiresCompatibilities: String?
  /// As ECS prints them: CPU units and MiB.
  let cpu: String?
  let memory: String?
  let operatingSystem: String?
  /// The parameters that Fargate does not take, canonical JSON; nil where ECS tells what it is compatible with.
  let fargateRefuses: String?
  let usesEFS: Bool
  /// In GiB.
  let ephemeralStorage: Int?
  /// The names of the containers.
  let containers: [String]
  /// Those of them whose root file system is read-only.
  let readOnlyContainers: [String]
  /// For what the agent calls other services before a container of it runs.
  let features: [ExecutionFeature]
  let processStarters: [ProcessStarter]
  let variables: [ContainerVariables]
  /// Whether it has tags; nil where they were not printed.
  let isTagged: Bool?
  /// The attributes that ECS requires of a container instance, canonical JSON; nil where they were not printed.
  let requiredAttributes: String?

  init(
    _ id: Int64, _ arn: String, _ name: TaskDefinitionDirectory.Reference, _ document: JSONNode
  ) {
    self.id = id
    self.arn = arn
    account = name.account
    region = name.region
    family = name.family
    revision = name.revision ?? 0
    networkMode = document["networkMode"]?.string ?? "bridge"
    taskRole = document["taskRoleArn"]?.string
    executionRole = document["executionRoleArn"]?.string
    compatibilities = document["compatibilities"]?.text
    requiresCompatibilities = document["requiresCompatibilities"]?.text
    cpu = document["cpu"].flatMap { Argument($0, .literal).scalar.value }
    memory = document["memory"].flatMap { Argument($0, .literal).scalar.value }
    operatingSystem = document["runtimePlatform"]?["operatingSystemFamily"]?.string
    fargateRefuses = document["fargateRefuses"]?.text
    usesEFS = document["volumes"]?.elements.contains { $0["efs"] != nil } ?? false
    ephemeralStorage = document["ephemeralStorage"]?["sizeInGiB"]?.int
    containers = document["containers"]?.elements.compactMap { $0["name"]?.string } ?? []
    readOnlyContainers =
      document["containers"]?.elements.filter { $0["readonlyRootFilesystem"]?.bool == true }
      .compactMap { $0["name"]?.string } ?? []
    features = ExecutionFeature.all(of: document["containers"])
    processStarters = ProcessStarter.all(of: document["containers"])
    variables = ContainerVariables.all(of: document["containers"])
    isTagged = document["tagged"]?.bool
    requiredAttributes = document["requiresAttributes"]?.text
  }

  /// Whether it was registered for something where no container instance lends its role.
  var requiresOtherThanInstances: Bool {
    ["\"FARGATE\"", "\"EXTERNAL\"", "\"MANAGED_INSTANCES\""].contains {
      requiresCompatibilities?.contains($0) == true
    }
  }
}
