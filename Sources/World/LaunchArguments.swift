import JSON
import StatesLanguage

/// Writes down the arguments that few launches give, and those of many as far as there is something to judge in them.
///
/// What nearly every launch gives, and gives rightly, has no row: a number of tasks that is 1, a few subnets that look like
/// subnets.
struct LaunchArguments {
  private let tables: WorldTables

  init(_ tables: WorldTables) { self.tables = tables }

  /// Writes down the arguments of a launch.
  ///
  /// One that names no task definition starts nothing, whatever else it gives; and of arguments that are computed as a whole there
  /// is nothing to say but that.
  func write(_ launch: Launch, _ id: Int64, _ task: TaskDefinition?) throws {
    let arguments = launch.arguments
    guard arguments.taskDefinition != .absent, arguments.areWritten else { return }
    if launch.isExpress { try write("machine-type", id, .fixed("EXPRESS")) }
    if launch.source == "states" { try writeState(launch, id) }
    if !arguments.isStartTask { try writeRequest(arguments, id) }
    if let task {
      for demand in PlatformDemand.missing(in: launch.arguments, of: task) {
        try tables.platformDemand(demand, of: id)
      }
    }
    let overrides = arguments.overrides
    if let length = launch.overridesLength {
      try write("overrides-length", id, .fixed(String(length)))
    }
    try write("task-role", id, overrides.taskRole)
    try write("execution-role", id, overrides.executionRole)
    try write("cpu", id, overrides.cpu)
    try write("memory", id, overrides.memory)
    let containers = overrides.containers.map(\.name)
    if !isOfContainers(containers, of: task) { try write("container", id, containers) }
    try writeContainerRoles(overrides.containers.values, id)
    try writeIDs("subnet", id, arguments.network.subnets)
    try writeIDs("security-group", id, arguments.network.securityGroups)
  }

  /// What is odd about a state, and about the names in its request.
  private func writeState(_ launch: Launch, _ id: Int64) throws {
    let arguments = launch.arguments
    if !launch.failuresAreRead {
      try tables.launchArgument(id, "failures-unread", 0, nil, "static")
    }
    if !launch.hasTimeout { try tables.launchArgument(id, "no-timeout", 0, nil, "static") }
    for (position, name) in arguments.strangers.enumerated() {
      if let member = RunTaskArguments.member(like: name) {
        let both = JSONValue.array([.string(name), .string(member)]).canonical()
        try tables.launchArgument(id, "misspelled", position + 1, both, "static")
      } else {
        try tables.launchArgument(id, "stranger", position + 1, name, "static")
      }
    }
    guard launch.isOptimized, arguments.strangers.isEmpty else { return }
    let isGiven = [arguments.count != .absent, arguments.startedBy != .absent]
    for (name, isGiven) in zip(["Count", "StartedBy"], isGiven) where isGiven {
      try tables.launchArgument(id, "doubtful", 0, name, "static")
    }
  }

  /// The roles that container overrides give, each once, as nobody takes them: at the first container that has it.
  private func writeContainerRoles(_ containers: [ContainerOverride], _ id: Int64) throws {
    let first = [
      ("container-task-role", containers.firstIndex(where: \.namesTaskRole)),
      ("container-execution-role", containers.firstIndex(where: \.namesExecutionRole)),
    ]
    for (name, first) in first {
      guard let first else { continue }
      let container = containers[first].name
      try tables.launchArgument(id, name, first + 1, container.value, container.kind)
    }
  }

  /// Whether all names are those of containers of the task definition, as they nearly always are.
  private func isOfContainers(_ list: ArgumentList<Scalar>, of task: TaskDefinition?) -> Bool {
    guard let task, case .fixed(let values) = list else { return false }
    return values.allSatisfy { $0.fixedValue.map(task.containers.contains) ?? false }
  }

  /// What StartTask does not know.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StartTask.html
  private func writeRequest(_ arguments: RunTaskArguments, _ id: Int64) throws {
    if arguments.count != .fixed("1") { try write("count", id, arguments.count) }
    if case .fixed(let type) = arguments.launchType, type.uppercased() == "EXTERNAL" {
      try write("launch-type", id, arguments.launchType)
    }
    try write("platform-version", id, arguments.platformVersion)
    if case .fixed(let word) = arguments.propagateTags, word.uppercased() == "SERVICE" {
      try write("propagate-tags", id, arguments.propagateTags)
    }
    try write("placement-constraints", id, arguments.placementConstraints)
    try write("placement-strategy", id, arguments.placementStrategy)
    try write("provider", id, arguments.capacityProviderStrategy.map(\.capacityProvider))
  }

  private func write(_ name: String, _ id: Int64, _ value: Scalar) throws {
    if value == .absent { return }
    try tables.launchArgument(id, name, 0, value.value, value.kind)
  }

  /// Of a structure only whether there is one.
  private func write(_ name: String, _ id: Int64, _ structure: Presence) throws {
    switch structure {
    case .absent, .empty: return
    case .fixed: try tables.launchArgument(id, name, 0, nil, "static")
    case .dynamic(let why): try tables.launchArgument(id, name, 0, why, "dynamic")
    }
  }

  /// The elements of a list; one row for a list that is computed.
  private func write(_ name: String, _ id: Int64, _ list: ArgumentList<Scalar>) throws {
    switch list {
    case .absent: return
    case .dynamic(let why): try tables.launchArgument(id, name, 0, why, "dynamic")
    case .fixed(let values):
      for (position, value) in values.enumerated() {
        try tables.launchArgument(id, name, position + 1, value.value, value.kind)
      }
    }
  }

  /// All ids of a list that has more than five, one twice, or one that does not look as EC2 makes them.
  private func writeIDs(_ kind: String, _ id: Int64, _ list: ArgumentList<Scalar>) throws {
    let prefix = kind == "subnet" ? "subnet-" : "sg-"
    let values = list.values
    let isPlain = values.enumerated().allSatisfy { position, value in
      guard case .fixed(let text) = value else { return true }
      return Self.isID(text, prefix) && !values[..<position].contains(value)
    }
    if values.count > 5 || !isPlain { try write(kind, id, list) }
  }

  /// Whether a text is a prefix and 8 or 17 hexadecimal digits.
  ///
  /// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
  private static func isID(_ text: String, _ prefix: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.starts(with: prefix.utf8) else { return false }
      let digits = bytes[prefix.utf8.count...]
      return (digits.count == 8 || digits.count == 17)
        && digits.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x61 && $0 <= 0x66 }
    }
  }
}
